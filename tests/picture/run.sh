#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests of the picture's script: lint, types, its modules by themselves, and the program's pictures in a browser.
# Usage: run.sh HEAPGRAPH MATCHED. Exit code 77: skipped, because Node or its packages are not there.
set -eu
HEAPGRAPH=$(realpath "$1")
MATCHED=$(realpath "$2")
export HEAPGRAPH MATCHED
folder=$(cd "$(dirname "$0")" && pwd)
. "$folder/../support/node.sh"
enter_node_tests "$folder" "the picture" 18
npm run --silent lint
npm run --silent types
node --test --test-concurrency=1  # some tests measure time
