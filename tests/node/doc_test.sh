#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Programs, commands and job of docs/javascript.md, which must work as they are written there.
# Usage: doc_test.sh HEAPGRAPH, from the top of the source tree. Exits with 77 where there is no Node.
set -eu
PATH=$(dirname "$(realpath "$1")"):$PATH
doc=$PWD/docs/javascript.md
if ! command -v node >/dev/null; then
  echo "SKIPPED: the test needs Node 18 or newer; .ci/install test installs it"
  exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

block() {  # KIND: prints the block of the document that begins with ```KIND
  awk -v head='```'"$1" '$0 == head { on = 1; next } /^```$/ { on = 0 } on' "$doc"
}
shown() {  # KIND: prints the first block behind that one
  awk -v head='```'"$1" '$0 == head { state = 1; next } state && /^```$/ { ++state } state == 3 && !/^```$/ { print }' "$doc"
}
fail() { echo "FAILED: $*"; exit 1; }
expect() {  # FILE TEXT...: the file has each text, wherever its lines are wrapped
  local file=$1 text
  shift
  for text in "$@"; do
    tr -s ' \n' '  ' <"$file" | grep -qF -- "$text" || { head -40 "$file"; fail "$file has no: $text"; }
  done
}
in_document() {  # TEXT...: the document shows each text
  local text
  for text in "$@"; do tr -s ' \n' '  ' <"$doc" | grep -qF -- "$text" || fail "the document no longer shows: $text"; done
}
status_of() { local status=0; "$@" || status=$?; echo "$status"; }

block "js app" >app.js
block "js snapshots" >snapshots.js
[ -s app.js ] && [ -s snapshots.js ] || fail "a program is missing"

bash -euo pipefail -c "$(block "sh find")" >found
# What is stable in the report: numbers of objects and places of the program, not sizes and places of Node.
for text in '.settings._events.change: 1,000 new closures anonymous (app.js:10) hold' \
  'Entries are added and none is removed. Cutting those references frees' \
  'closure anonymous (app.js:10)' 'Places that gained memory'; do
  expect found "$text"
  in_document "$text"
done
grep -qE '20,[0-9]{3} +Object$' found || fail "the table of classes has no 20,000 new items of sessions"
grep -qE ' 1,000 +Session$' found || fail "the table of classes has no 1,000 new sessions"

bash -euo pipefail -c "$(block "sh why")" >why
expect why 'held as' '.settings: object EventEmitter' '._events: object Object' '.change: object Array' \
  ': closure anonymous (app.js:10)' 'context: object system / Context'
shown "sh why" >shown_why
expect shown_why '.settings: object EventEmitter' '._events: object Object' '.change: object Array' \
  '[0]: closure anonymous (app.js:10)' 'context: object system / Context'
variable='variable this in closure anonymous: object Session'
expect why "$variable"
expect shown_why "$variable"
id=$(sed -n 's/^object Session \(@[0-9]*\).*/\1/p' why)
heapgraph -f text --why "$id" old.heapsnapshot new.heapsnapshot >by_id
expect by_id "object Session $id"

bash -c "$(block "sh check")" >checked 2>&1
for text in 'heapgraph: limit exceeded: path program/**: ' 'the limit is 64.0 KB'; do
  expect checked "$text"
  shown "sh check" >shown_check
  expect shown_check "$text"
done
expect checked 'exit code 1'

# The job runs the same commands. Its other steps are those of GitHub.
for step in "run: node snapshots.js" "run: $(block "sh check" | grep '^heapgraph ')"; do
  block "yaml node" | grep -qF -- "$step" || fail "the job does not $step"
done
rm heap.md ./*.heapsnapshot
job() { block "yaml node" | sed -nE 's/^ *(- )?run: (node|heapgraph) /\2 /p' >steps; bash -eo pipefail steps >said 2>&1; }
[ "$(status_of job)" -eq 1 ] || { cat said; fail "the job does not fail"; }
[ "$(wc -l <steps)" -eq 2 ] || fail "the job has other steps than the test knows"
[ -s heap.md ] || fail "there is no heap.md to say why in the pull request"

# The leak is mended as the document says.
sed -i "s|^    settings.on('change', .*|    this.listener = () => this.items.pop();\n    settings.on('change', this.listener);|
  s|^  response.end(.*|&\n  settings.off('change', session.listener);|" app.js
grep -q "settings.off" app.js || fail "the program has another leak than the test mends"
[ "$(status_of job)" -eq 0 ] || { cat said; fail "the job fails without a leak"; }
heapgraph -f text old.heapsnapshot new.heapsnapshot >mended
expect mended 'Nothing leaks'
in_document 'begins with `Nothing leaks`'

# Snapshots from outside, by a signal; their names sort by time.
node --heapsnapshot-signal=SIGUSR2 -e 'setInterval(() => {}, 100); console.log("ready")' >ready &
server=$!
for _ in $(seq 100); do [ -s ready ] && break; sleep 0.1; done
rm -f Heap.*.heapsnapshot
complete() { for file in Heap.*.heapsnapshot; do tail -c 4 "$file" 2>&- | grep -F ']}' || true; done | wc -l; }
for count in 1 2; do
  kill -USR2 "$server"
  for _ in $(seq 300); do
    [ "$(complete)" -ne "$count" ] || break
    sleep 0.1
  done
done
kill "$server"
heapgraph -f text Heap.*.heapsnapshot >outside || fail "snapshots written upon a signal are not compared"
