#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Makes allocations and the creation of threads fail, in runs of all kinds on small dumps of each runtime.
# Usage: run.sh HEAPGRAPH_FAULTS [STEP], from the top of the source tree. STEP 1 lets every allocation fail in turn.
set -eu
faults=$(realpath "$1")
step=${2:-1}
# In memory, since each of very many results is synchronised with the disk.
folder=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$folder"' EXIT

dump() {  # ENTRIES
  printf '{"objects":{\n"0x10":{"type":"table","cat":0,"size":100,"pairs":["0x20","0x30"]},\n'
  printf '"0x20":{"type":"string","cat":0,"size":20,"data":"list"},\n'
  printf '"0x30":{"type":"table","cat":0,"size":%d,"array":["0x40"' $((64 + 16 * $1))
  for ((i = 1; i < $1; ++i)); do printf ',"0x%x"' $((0x40 + 16 * i)); done
  printf ']},\n'
  for ((i = 0; i < $1; ++i)); do printf '"0x%x":{"type":"table","cat":0,"size":64},\n' $((0x40 + 16 * i)); done
  printf '"0":{"type":"userdata","cat":0,"size":0}\n},"roots":{\n"mainthread":"0x10"},\n"stats":{"size":1}}\n'
}
dump 2 >"$folder/1.json"
dump 12 >"$folder/2.json"
dump 22 >"$folder/3.json"
gzip -k "$folder/2.json"
snapshots=$(cd "$(dirname "$0")/../fuzz/corpus/load" && pwd)
echo '{"limits":[{"bytes":100000},{"path":"**","bytes":100000,"growth":100000}]}' >"$folder/budget.json"

run() {  # ONCE|TWICE FORMAT ARGUMENTS...
  local times=$1 format=$2
  shift 2
  "$faults" "$step" "$times" "$folder/out" -f "$format" -o "$folder/out/out" "$@"
}
run TWICE svg --threads 3 "$folder/1.json" "$folder/2.json.gz"
run ONCE text --threads 1 --budget "$folder/budget.json" "$folder/1.json" "$folder/2.json"
run ONCE json --threads 2 "$folder/1.json" "$folder/2.json" "$folder/3.json"
run TWICE markdown --threads 1 --why 0x40 "$folder/2.json"
run TWICE jsonl --threads 2 --match path "$folder/1.json" "$folder/2.json"
run TWICE text --threads 2 "$snapshots/v8_lines.heapsnapshot" "$snapshots/v8.heapsnapshot"
