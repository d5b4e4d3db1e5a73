#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests of Markdown reports by the programs that show them.
# Usage: run.sh HEAPGRAPH. Exit code 77: skipped, because Node or its packages are not there.
set -eu
HEAPGRAPH=$(realpath "$1")
export HEAPGRAPH
cd "$(dirname "$0")"
if ! command -v node >/dev/null; then
  echo "SKIPPED: the tests of Markdown need Node 20 or newer; .ci/install test installs it"
  exit 77
fi
if [ ! -d node_modules ]; then
  echo "SKIPPED: the tests of Markdown need packages: npm ci --prefix tests/markdown, as .ci/install test does"
  exit 77
fi
node --test
