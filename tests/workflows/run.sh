#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Lints the workflows for GitHub. Exit code 77: skipped, because Node or its packages are not there.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
. "$folder/../support/node.sh"
enter_node_tests "$folder" "the workflows" 18
node lint.mjs
