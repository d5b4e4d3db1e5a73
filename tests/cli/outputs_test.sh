#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Outputs of the program: several of one run, formats by name, names without a format, failures of one of several.
# Usage: outputs_test.sh HEAPGRAPH, from the top of the source tree.
set -u
. "$(dirname "$0")/../support/checks.sh"
heapgraph=$(realpath "$1")
data=$PWD/testdata
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

files() { find "$1" -type f | wc -l; }

old=$data/snapshots/game.1.json
new=$data/snapshots/game.2.json
third=$data/snapshots/game.3.json.gz
names='a.svg a.html a.jsonl a.txt a.md a.json a.xml a.folded'
reports='a.html a.txt a.md a.json'

# All formats from one run have the bytes of runs of their own, and the same exit code. `objects` has no extension,
# so -f gives it.
compare() {  # NAMES ARGUMENTS...
  local names=$1 name outputs=() several
  shift
  rm -rf together alone
  mkdir together alone
  for name in $names; do outputs+=(-o "together/$name"); done
  [ "$names" = "$reports" ] || outputs+=(-f objects -o together/objects)
  run "${outputs[@]}" "$@"
  several=$code
  check "$*: together: exit code $code" [ "$code" -le 1 ]
  for name in $(ls together); do
    if [ "$name" = objects ]; then run -f objects -o alone/objects "$@"; else run -o "alone/$name" "$@"; fi
    check "$*: $name: the same exit code" [ "$code" -eq "$several" ]
    check "$*: $name: the same bytes" cmp "together/$name" "alone/$name"
  done
  check "$*: all are written" [ "$(files together)" -eq "$(files alone)" ]
}
compare "$names" "$old" "$new"
compare "$names" "$new"
compare "$names" --limit 100KB "$old" "$new"
compare "$names" --compatible "$old" "$new"
compare "$names" --compatible "$new"
compare "$names" --identity address "$data/snapshots/churn.1.json" "$data/snapshots/churn.2.json"
compare "$names" --identity verified "$data/snapshots/churn.1.json" "$data/snapshots/churn.2.json"
compare "$names" --measure freed "$data/snapshots/churn.1.json" "$data/snapshots/churn.2.json"
compare "$names" --measure new --split all "$old" "$new"
compare "$names" --measure live "$old" "$new"
compare "$names" --measure live "$new" "$old"
compare "$names" "$new" "$old"
compare "$names" --measure freed --identity address "$new" "$old"
compare "$names" --measure live "$old" "$new" "$third"
compare "$names" --measure freed --identity address "$old" "$new" "$third"
compare "$names" --identity address "$old" "$new" "$third"
compare "$names" --identity verified --compatible "$old" "$new" "$third"
compare "$names" --tree dominators "$old" "$new"
compare "$names" --fold --follow-weak "$data/snapshots/weak.1.json" "$data/snapshots/weak.2.json"
compare "$names" --no-fold "$data/snapshots/list.1.json" "$data/snapshots/list.2.json"
compare "$names" --match path "$data/snapshots/churn.1.json" "$data/snapshots/churn.2.json"
compare "$names" "$old" "$new" "$third"
compare "$names" --compatible "$old" "$new" "$third"
compare "$names" "$data/v8/weak.1.heapsnapshot.zst" "$data/v8/weak.2.heapsnapshot.zst"
echo '{"limits": [{"path": "**", "growth": "1KB"}, {"type": "table", "bytes": "9MB"}]}' >budget
run -f json "$old" "$new"
grep -m1 -oE '"signature": "[0-9a-f]{16}"' out | cut -d'"' -f4 >known
for measure in new growth freed live; do
  compare "$names" --measure "$measure" --budget budget --ignore-known known "$old" "$new"
done
compare "$reports" --why 'mainthread/__env/World/Heartbeat/handlers/**' "$old" "$new"

echo "precious" >keep.md
before=$(files .)
refused() {  # WHAT-IT-SAYS ARGUMENTS...
  local expected=$1
  shift
  run "$@"
  check "$*: exit code 2" [ "$code" -eq 2 ]
  check "$*: one line" one_line err
  check "$*: says $expected, not $(cat err)" says err "$expected"
  check "$*: nothing on standard output" [ ! -s out ]
  check "$*: no file" [ "$(files .)" -eq "$before" ]
  check "$*: what was there stays" says keep.md precious
}
run -o first.md "$old" "$new"
rm first.md
before=$(files .)

# Names without a format.
refused 'x.pdf: heapgraph does not write .pdf files; end the name in .svg, .html, ' -o x.pdf "$new"
refused 'x: the name does not say in which format to write; end the name in .svg' -o x "$new"
refused 'x.pdf: heapgraph does not write' -o keep.md -o x.pdf "$new"
run -o X.MD "$new"
check "an extension may be in capitals" says X.MD '_G.World.Players'
run -o x.pdf -f jsonl "$new"
check "-f says it of any name" says x.pdf '"name":"mainthread"'
run -o x.svg -f jsonl "$new"
check "-f has the last word on a single output" says x.svg '"name":"mainthread"'
run -o /dev/null "$new"
check "a device needs no format" [ "$code" -eq 0 ]
"$heapgraph" -o /dev/stdout "$new" 2>err | cat >piped
check "nor does a pipe" cmp -s piped <("$heapgraph" "$new")
"$heapgraph" -o >(cat >piped; echo >written) "$new"
until [ -e written ]; do sleep 0.1; done
check "nor does what a shell makes one" cmp -s piped <("$heapgraph" "$new")
rm -f X.MD x.pdf x.svg piped written

# -f among several.
run -f folded -o - -o x.md -o other "$new"
check "-f is for those whose name says nothing" cmp -s <(grep -v '^#' out) <(grep -v '^#' other)
check "a name has its own format" says x.md '_G.World.Players'
rm -f x.md other
before=$(files .)
refused '-f text is for no output' -f text -o a.md -o b.svg "$new"
refused 'two outputs go to standard output' -o - -o - "$new"
refused 'a.md: is the file of two outputs' -o a.md -o a.md "$new"
refused 'a.md: is the file of two outputs' -o ./a.md -o b.svg -o a.md "$new"
refused "$PWD/a.md: is the file of two outputs" -o a.md -o "$PWD/a.md" "$new"
ln -s keep.md link.md
refused 'link.md: is the file of two outputs' -o keep.md -o link.md "$new"
ln -s nowhere.md other.md
refused 'other.md: is the file of two outputs' -o nowhere.md -o other.md "$new"
rm link.md other.md
refused 'one of the dumps' -o a.md -o "$new" -f svg "$new"
refused '--why is answered in a report, which svg is not' --why 'mainthread' -o a.md -o b.svg "$new"

# If one output fails, there is none.
refused 'missing/b.svg: cannot be written' -o keep.md -o missing/b.svg "$new"
refused '.: is a directory' -o keep.md -o . -f svg "$new"
if [ -e /dev/full ]; then
  refused '/dev/full: cannot be written: No space left on device' -o /dev/full -f svg -o keep.md "$new"
  "$heapgraph" -o keep.md -o - -o b.svg "$new" >/dev/full 2>err
  check "standard output is full: exit code 2" [ $? -eq 2 ]
  check "and no file" [ "$(files .)" -eq "$before" ]
  check "what was there is as it was" says keep.md precious
fi

if [ "$failures" -ne 0 ]; then
  echo "$failures checks failed"
  exit 1
fi
