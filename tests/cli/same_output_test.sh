#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Comparison of another build of heapgraph (for Windows, 32 bits, another library, static) with the one at
# hand. It must write the same bytes for every pair of dumps in every format and with one thread and four,
# for every measure and tree, and for files with names outside ASCII, pipes, and a budget with the line ends
# of Windows.
# Usage: same_output_test.sh REFERENCE COMMAND..., from the top of the source tree. COMMAND runs the other
# build: a program, or an emulator and a program.
set -u
reference=$(realpath "$1")
shift
other=("$@")
compared=0
failures=0
scratch=build/same-output.$$  # below this folder, so that both builds reach it by the same relative name
mkdir -p "$scratch"
trap 'rm -rf "$scratch"' EXIT

failed() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

same() {  # ARGUMENTS...
  "$reference" "$@" >"$scratch/expected" 2>"$scratch/expected.err"
  local expected_code=$?
  "${other[@]}" "$@" >"$scratch/actual" 2>"$scratch/actual.err"
  local code=$?
  compared=$((compared + 1))
  [ "$code" -eq "$expected_code" ] || failed "exit code $code, not $expected_code: $*"
  cmp -s "$scratch/expected" "$scratch/actual" || failed "other bytes: $*"
  # Messages have the line ends of the system.
  tr -d '\r' <"$scratch/actual.err" | cmp -s - "$scratch/expected.err" || failed "other messages: $*"
}

formats=(svg text markdown json jsonl folded)
for new in testdata/snapshots/*.2.json*; do
  old=${new/.2.json/.1.json}
  for format in "${formats[@]}"; do
    for threads in 1 4; do same --threads "$threads" -f "$format" "$old" "$new"; done
  done
  for measure in growth freed live; do same -f json --measure "$measure" "$old" "$new"; done
  same -f json --identity verified "$old" "$new"
  same -f json --tree dominators "$old" "$new"
  same -f json --split all "$old" "$new"
  same -f json --match path "$old" "$new"
  same -f junit --limit 1KB --limit 'mainthread/**=1MB' "$old" "$new"
done
for dump in testdata/repaired/* testdata/malformed/*; do same -f jsonl "$dump"; done

game=(testdata/snapshots/game.1.json testdata/snapshots/game.2.json testdata/snapshots/game.3.json.gz)
same -f markdown --settle "${game[@]}"
same --why 'mainthread/__env/World/**' "${game[0]}" "${game[1]}"
same --mesure
same missing.json
same "$scratch"

folder=$scratch/größe-日本
mkdir "$folder"
cp "${game[0]}" "$folder/älter.json"
cp "${game[1]}" "$folder/новый.json"
same -f json "$folder/älter.json" "$folder/новый.json"
same -f svg --title 'größer → 日本' "$folder/älter.json" "$folder/новый.json"
same "$folder/fehlt-é.json"
same -o "$folder" "$folder/новый.json"
printf '{\r\n  "limits": [{"path": "mainthread/**", "bytes": "64KB"}],\r\n  "ignore": []\r\n}\r\n' >"$folder/büdget.json"
same -f text --budget "$folder/büdget.json" "$folder/älter.json" "$folder/новый.json"
printf '# known\r\n0123456789abcdef\r\n' >"$folder/bekannt-ß.txt"
same -f text --limit 1KB --ignore-known "$folder/bekannt-ß.txt" "$folder/älter.json" "$folder/новый.json"

"${other[@]}" "$folder/älter.json" "$folder/новый.json" -o "$folder/bild-ü.svg" || failed "an output outside ASCII"
"$reference" "$folder/älter.json" "$folder/новый.json" | cmp -s - "$folder/bild-ü.svg" || failed "its bytes"
"${other[@]}" "$folder/älter.json" "$folder/новый.json" -o "$folder/bild-ü.svg" || failed "an output that is there"
[ "$(find "$folder" -name 'bild-*' | wc -l)" -eq 1 ] || failed "a file is left beside the output"
"$reference" -f jsonl "${game[1]}" >"$scratch/expected"
"${other[@]}" -f jsonl - <"${game[1]}" | cmp -s - "$scratch/expected" || failed "a dump on standard input"
gzip -c "${game[1]}" | "${other[@]}" -f jsonl - | cmp -s - "$scratch/expected" || failed "a packed dump in a pipe"
zstd -q -c "${game[1]}" | "${other[@]}" -f jsonl - | cmp -s - "$scratch/expected" || failed "zstd in a pipe"

[ "$failures" -eq 0 ] || { echo "$failures of $compared comparisons and other checks failed"; exit 1; }
echo "$compared outputs are the same"
