#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Lints the workflows for GitHub. Exit code 77: skipped, because Node or its packages are not there.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
. "$folder/../support/node.sh"
enter_node_tests "$folder" "the workflows" 20.19
if ! node -e 'process.exit(process.features.require_module ? 0 : 1)'; then
  echo "SKIPPED: the tests of the workflows need Node 20.19 or newer"
  exit 77
fi
node lint.mjs
