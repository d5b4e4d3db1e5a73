#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tests of the npm package in integrations/node by a real Node.
# Usage: run.sh HEAPGRAPH. Exits with 77 where there is no Node.
set -eu
HEAPGRAPH=$(realpath "$1")
export HEAPGRAPH
if ! command -v node >/dev/null; then
  echo "SKIPPED: the test needs Node 18 or newer; .ci/install test installs it"
  exit 77
fi
cd "$(dirname "$0")"
node --test
