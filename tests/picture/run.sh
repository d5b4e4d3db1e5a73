#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests of the picture's script: lint, its functions by themselves, and the program's pictures in a browser.
# Usage: run.sh HEAPGRAPH MATCHED. Exit code 77: skipped, because Node or its packages are not there.
set -eu
HEAPGRAPH=$(realpath "$1")
MATCHED=$(realpath "$2")
export HEAPGRAPH MATCHED
cd "$(dirname "$0")"
if ! command -v node >/dev/null; then
  echo "SKIPPED: the tests of the picture need Node 18 or newer; .ci/install test installs it"
  exit 77
fi
if [ ! -d node_modules ]; then
  echo "SKIPPED: the tests of the picture need packages: npm ci --prefix tests/picture, as .ci/install test does"
  exit 77
fi
npm run --silent lint
node --test
