#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How many threads the program has: with --threads N no more than N, however many dumps there are. Without a
# terminal there is none for progress.
# Usage: threads_test.sh HEAPGRAPH, from the top of the source tree. Exits with 77 where threads cannot be counted.
set -u
heapgraph=$(realpath "$1")
data=$PWD/testdata/snapshots
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
[ -e /proc/self/status ] || exit 77
failures=0

dumps=("$data/game.1.json")
for number in $(seq 2 20); do
  cp "$data/game.2.json" "$number.json"
  dumps+=("$number.json")
done

# The system calls that make threads tell exactly how many there have been: none is made in place of another.
has_strace() {
  strace -f -qq -e trace=clone,clone3 -o calls true 2>/dev/null
}
count_made() {  # ARGUMENTS... -> $most and $code
  strace -f -qq -e trace=clone,clone3 -o calls "$heapgraph" "$@" >out 2>err
  code=$?
  most=$(($(grep -c 'CLONE_THREAD' calls) + 1))
}
# Else the most that are ever seen alive.
count_alive() {
  "$heapgraph" "$@" >out 2>err &
  local process=$! alive
  most=0
  while read -r alive < <(sed -n 's/^Threads:[[:space:]]*//p' "/proc/$process/status" 2>/dev/null) &&
    [ -n "$alive" ] && kill -0 "$process" 2>/dev/null; do
    [ "$alive" -gt "$most" ] && most=$alive
  done
  wait "$process"
  code=$?
}
count=count_alive
has_strace && count=count_made

check_at_most() {  # THREADS ARGUMENTS...
  local threads=$1
  shift
  "$count" --threads "$threads" "$@" 2>/dev/null
  if [ "$code" -ne 0 ] || [ ! -s out ]; then
    echo "FAILED: --threads $threads $*: exit code $code: $(cat err)"
    failures=$((failures + 1))
  fi
  if [ "$most" -gt "$threads" ]; then
    echo "FAILED: --threads $threads $*: $most threads"
    failures=$((failures + 1))
  fi
}

for format in jsonl json svg; do
  check_at_most 1 --settle -f "$format" "${dumps[@]}"
  check_at_most 2 --settle -f "$format" "${dumps[@]}"
done
cp out expected
"$heapgraph" --threads 1 --settle -f svg "${dumps[@]}" >out 2>err
cmp -s expected out || { echo "FAILED: two threads give another result than one"; failures=$((failures + 1)); }
check_at_most 2 -f text "${dumps[0]}" "${dumps[1]}"
check_at_most 2 --match path -f text "${dumps[0]}" "${dumps[1]}"

if [ "$failures" -ne 0 ]; then
  echo "$failures checks failed"
  exit 1
fi
