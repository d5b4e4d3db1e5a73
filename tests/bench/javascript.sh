#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Processor time and peak memory for a large pair of heap snapshots of Node, beside what a visit of simdjson and JSON.parse
# of Node take to read both, which do nothing with them, and beside memlab, if MEMLAB is the path of its program.
# Usage: tests/bench/javascript.sh BUILD [ENTITIES [ROUNDS]], from anywhere. Needs Node, GNU time, and heapgraph_bench_visit
# in BUILD/tests.
set -eu
heapgraph=$(realpath "$1")/heapgraph
visit=$(realpath "$1")/tests/heapgraph_bench_visit
entities=${2-200000}
rounds=${3-3}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
node --max-old-space-size=6000 "$here/../node/large.cjs" . "$entities"
ls -l ./*.heapsnapshot | awk '{ printf "%s: %.1f MB\n", $9, $5 / 1e6 }'

measure() {  # NAME COMMAND...
  local name=$1
  shift
  /usr/bin/time -f '%U %S %e %M' "$@" 2>&1 >/dev/null | tail -1 |
    awk -v name="$name" '{ printf "%-28s %6.2f s of processor time, %6.2f s, %5.0f MiB\n", name, $1 + $2, $3, $4 / 1024 }'
}
for _ in $(seq "$rounds"); do
  measure "heapgraph, picture" "$heapgraph" 1.heapsnapshot 2.heapsnapshot -f svg
  measure "heapgraph, text" "$heapgraph" 1.heapsnapshot 2.heapsnapshot -f text
  measure "heapgraph, jsonl" "$heapgraph" 1.heapsnapshot 2.heapsnapshot -f jsonl
  measure "simdjson, visit of both" "$visit" simdjson 1.heapsnapshot 2.heapsnapshot
  measure "JSON.parse, both" node --max-old-space-size=6000 -e '
    const { readFileSync } = require("node:fs");
    for (const file of ["1", "2"]) JSON.parse(readFileSync(`${file}.heapsnapshot`, "utf8"));'
  [ -z "${MEMLAB-}" ] || measure "memlab find-leaks" node --max-old-space-size=6000 "$MEMLAB" find-leaks \
    --baseline 1.heapsnapshot --target 2.heapsnapshot --final 2.heapsnapshot --work-dir memlab
done
