#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests of Markdown reports by the programs that show them.
# Usage: run.sh HEAPGRAPH. Exit code 77: skipped, because Node or its packages are not there.
set -eu
HEAPGRAPH=$(realpath "$1")
export HEAPGRAPH
folder=$(cd "$(dirname "$0")" && pwd)
. "$folder/../support/node.sh"
enter_node_tests "$folder" Markdown 20
node --test
