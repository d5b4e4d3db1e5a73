#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The queries of docs/objects.md, which must print what stands behind them there.
# Usage: objects_doc_test.sh HEAPGRAPH, from the top of the source tree. Exits with 77 where there is no jq.
set -eu
PATH=$(dirname "$(realpath "$1")"):$PATH
doc=docs/objects.md
if ! command -v jq >/dev/null; then
  echo "SKIPPED: the test needs jq; .ci/install test installs it"
  exit 77
fi

block() {  # NAME: prints the block of the document that begins with ```sh NAME
  awk -v head='```sh '"$1" '$0 == head { on = 1; next } /^```$/ { on = 0 } on' "$doc"
}
shown() {  # NAME: prints the first block behind that one
  awk -v head='```sh '"$1" '$0 == head { state = 1; next } state && /^```$/ { ++state } state == 3 && !/^```$/ { print } state > 3 { exit }' "$doc"
}

names=$(sed -n 's/^```sh \(..*\)$/\1/p' "$doc")
[ "$(wc -w <<<"$names")" -eq 3 ] || { echo "FAILED: the document has other queries than the test knows: $names"; exit 1; }
for name in $names; do
  echo "$name"
  [ -n "$(shown "$name")" ] || { echo "FAILED: nothing is shown behind $name"; exit 1; }
  diff <(shown "$name") <(bash -euo pipefail -c "$(block "$name")")
done
