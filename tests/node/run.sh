#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The leaks of a program that a real Node runs are found, explained and limited.
# Usage: run.sh HEAPGRAPH. Exits with 77 where there is no Node.
set -u
heapgraph=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v node >/dev/null; then
  echo "SKIPPED: the test needs Node 18 or newer; .ci/install test installs it"
  exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0
expect() {  # WHAT PATTERN TEXT
  grep -qE -- "$2" <<<"$3" && return
  echo "FAILED: $1: nothing matches $2 in:"
  head -40 <<<"$3"
  failures=$((failures + 1))
}

node --expose-gc "$here/server.cjs" "$folder" || exit 1
pair=(1.heapsnapshot 2.heapsnapshot)

report=$("$heapgraph" -f text "${pair[@]}")
first_lines=$(head -3 <<<"$report" | tr '\n' ' ')
expect "the sentence names the listeners" \
  'hangs from global\.app\.config\._events\.change: 500 new closures onChange \(server\.cjs:[0-9]+\)' "$first_lines"
places=$("$heapgraph" -f json "${pair[@]}" | node -e '
  const { sites } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  console.log(sites.slice(0, 3).map(({ place }) => place).join(" "));')
expect "the three leaks are the first places" \
  '^global\.app\.config\._events\.change\[\*\] global\.app\.responses global\.app\.audit\[\*\]$' "$places"
expect "--why says how in JavaScript" 'global\.app\.config\._events\.change\[[0-9]+\]' \
  "$("$heapgraph" --why 'global/app/config/_events/change' -f text "${pair[@]}")"
expect "--why has the key of a value in a Map" 'global\.app\.responses\.get\("/user/[0-9]+/profile"\)' \
  "$("$heapgraph" --why 'global/app/responses' --top 50 -f text "${pair[@]}")"
expect "--why names the closure that captured a variable" 'variable [a-z]+ in closure onChange' \
  "$("$heapgraph" --why 'global/app/config/_events/change/request' -f text "${pair[@]}")"
expect "a class has its new objects" ' 500 +Request$' \
  "$("$heapgraph" -f text --by class --measure new "${pair[@]}")"
"$heapgraph" --limit 10KB -f text -o limited.txt "${pair[@]}" 2>errors
code=$?
[ "$code" -eq 1 ] || { echo "FAILED: a limit that is exceeded ends with $code"; failures=$((failures + 1)); }
for format in svg html json; do
  expect "-f $format has the sentence" 'global\.app\.config' "$("$heapgraph" -f "$format" "${pair[@]}")"
done
expect "standard input is read, packed" '^alive: ' "$(gzip -c 1.heapsnapshot | "$heapgraph" -f text -)"
expect "objects can be listed" '"type":"closure","name":"onChange"' "$("$heapgraph" -f objects "${pair[@]}")"
[ "$failures" -eq 0 ] || exit 1
