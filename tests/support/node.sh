# SPDX-License-Identifier: MIT
# What tests that run in Node share; to be sourced.

# Goes to the folder of the tests. Ends with exit code 77, skipped, if Node or the packages of that folder are missing.
enter_node_tests() {  # FOLDER WHAT VERSION
  cd "$1"
  if ! command -v node >/dev/null; then
    echo "SKIPPED: the tests of $2 need Node $3 or newer; .ci/install test installs it"
    exit 77
  fi
  if [ ! -d node_modules ]; then
    echo "SKIPPED: the tests of $2 need packages: npm ci --prefix tests/${1##*/}, as .ci/install test does"
    exit 77
  fi
}
