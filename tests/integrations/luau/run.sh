#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# integrations/luau/heapgraph_dump.h, compiled as C and as C++ with all warnings as errors, writes dumps of a stand-in
# for Luau that heapgraph reads: series, whole files or none, gzip, and Luau before release 731.
# Usage: run.sh HEAPGRAPH C++-COMPILER
set -u
heapgraph=$(realpath "$1")
compiler=$2
here=$(cd "$(dirname "$0")" && pwd)
header=$here/../../../integrations/luau
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
expect() {  # WHAT EXPECTED ACTUAL
  [ "$2" = "$3" ] || fail "$1: expected"$'\n'"$2"$'\n'"but got"$'\n'"$3"
}

c=(-x c -std=c99)
cpp=(-x c++ -std=c++11)
build() {  # PROGRAM LANGUAGE... [-- OPTION...]
  local program=$1 options=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do options+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  # Luau is built so where C code is to call it.
  local linkage=()
  [ "${options[1]}" = c++ ] || linkage=(-DLUA_API='extern "C"')
  if ! {
    "$compiler" -x c++ -std=c++17 -c "$here/stand_in.cpp" -I"$here" "${linkage[@]}" "$@" -o stand_in.o &&
      "$compiler" "${options[@]}" -Wall -Wextra -Wpedantic -Wshadow -Wsign-conversion -Werror -O2 \
        -I"$here" -I"$header" "$@" -c "$here/dump_test.c" -o dump_test.o &&
      "$compiler" dump_test.o stand_in.o "${libraries[@]}" -o "$program"
  }; then
    fail "$program cannot be built"
  fi
}
libraries=()
build in_c "${c[@]}"
build in_cpp "${cpp[@]}"
for level in 0 1 3; do build "in_c_$level" "${c[@]}" -- "-O$level"; done  # warnings depend on it
build old_c "${c[@]}" -- -DSTAND_IN_OLD
build old_cpp "${cpp[@]}" -- -DSTAND_IN_OLD
programs=(in_c in_cpp old_c old_cpp)
[ "$failures" -eq 0 ] || exit 1

for program in "${programs[@]}"; do
  mkdir "$program.d"
  expect "$program numbers a series" "0 $program.d/heap.1.json "$'\n'"0 $program.d/heap.2.json " \
    "$(STAND_IN_WATCH=$program.d/heap.2.json "./$program" next "$program.d/heap" 2 2>&1)"
  expect "$program goes on behind the files that are there" "0 $program.d/heap.3.json " "$("./$program" next "$program.d/heap" 1)"
  expect "$program leaves nothing else" "heap.1.json heap.2.json heap.3.json" "$(cd "$program.d" && echo *)"
  grep -q '"size":777' "$program.d"/heap.*.json && fail "$program dumps garbage"
  report=$("$heapgraph" -f text "$program.d/heap.1.json" "$program.d/heap.2.json")
  grep -q '_G.World.handlers' <<<"$report" || fail "$program: heapgraph does not find the leak:"$'\n'"$report"
  grep -q players <<<"$report" || fail "$program: no name of a category:"$'\n'"$report"
done

# What a process that was killed left behind does no harm, and a link is not followed.
mkdir left
echo kept >left/victim
ln -s victim left/heap.json.part
./in_c dump left/heap.json >said || fail "a file was left behind: $(cat said)"
expect "a link is not followed" kept "$(cat left/victim)"
"$heapgraph" -f text left/heap.json >/dev/null || fail "the dump is not whole"

# A dump that cannot be written leaves the old one, and no part of itself.
cp left/heap.json old.json
for limit in 1 $(($(wc -c <left/heap.json) / 1024)); do  # in blocks of 1 KB: at the first write, and at the last
  status=0
  (
    trap '' XFSZ
    ulimit -f "$limit"
    exec ./in_c dump left/heap.json
  ) >said || status=$?
  expect "a full disk is told" 1 "$status"
  expect "a full disk has its code and message" \
    "4 left/heap.json left/heap.json.part cannot be written whole: File too large" "$(cat said)"
  cmp -s old.json left/heap.json || fail "the old dump is gone"
  expect "nothing is left" "heap.json victim" "$(cd left && echo *)"
done
expect "one write that fails is told" \
  "4 left/heap.json left/heap.json.part cannot be written whole: Bad file descriptor" \
  "$(STAND_IN_FAILS=1 ./in_c dump left/heap.json)"
cmp -s old.json left/heap.json || fail "the old dump is gone"
expect "a missing folder is told" "3 nowhere/heap.1.json nowhere/heap.1.json.part cannot be created: No such file or directory" \
  "$(./in_c next nowhere/heap 1)"
mkdir -p taken/heap.json/full
expect "a name that is taken is told" "5 taken/heap.json taken/heap.json cannot be replaced: Is a directory" \
  "$(./in_c dump taken/heap.json)"
expect "nothing is left of it" heap.json "$(cd taken && echo *)"
if [ "$(id -u)" -ne 0 ]; then
  mkdir -m 555 closed
  expect "a folder without permission is told" "3 closed/heap.json closed/heap.json.part cannot be created: Permission denied" \
    "$(./in_c dump closed/heap.json)"
fi
expect "no path" "1  the path of the dump is empty" "$(./in_c dump '')"
long=$(printf '%2000s' '' | tr ' ' x)
expect "a path that is too long" "1  the path of the dump is too long: define HEAPGRAPH_DUMP_PATH_MAX" "$(./in_c next "$long" 1)"
expect "no gzip" "2 heap.json.gz heap.json.gz cannot be packed: define HEAPGRAPH_DUMP_GZIP and link with zlib" \
  "$(./in_c dump heap.json.gz)"

if echo '#include <zlib.h>' | "$compiler" -x c++ -fsyntax-only - 2>/dev/null; then
  libraries=(-lz)
  build gzip_c "${c[@]}" -- -DHEAPGRAPH_DUMP_GZIP
  build gzip_cpp "${cpp[@]}" -- -DHEAPGRAPH_DUMP_GZIP
  for program in gzip_c gzip_cpp; do
    mkdir "$program.d"
    cp left/heap.json "$program.d/heap.1.json"
    expect "$program packs a series" "0 $program.d/heap.2.json.gz "$'\n'"0 $program.d/heap.3.json.gz " \
      "$("./$program" next "$program.d/heap" 2)"
    expect "$program leaves nothing else" "heap.1.json heap.2.json.gz heap.3.json.gz" "$(cd "$program.d" && echo *)"
    gzip -t "$program.d"/*.gz || fail "$program packs badly"
    "$heapgraph" -f text "$program.d/heap.2.json.gz" "$program.d/heap.3.json.gz" | grep -q '_G.World.handlers' ||
      fail "$program: heapgraph does not find the leak"
    "./$program" dump plain.json >/dev/null
    head -c 11 plain.json | grep -q '^{"objects":' || fail "$program packs what is to be plain"
    mkdir -p "$program.d/taken.gz.part.gz/full"
    expect "$program tells what it cannot pack" \
      "3 $program.d/taken.gz $program.d/taken.gz.part.gz cannot be created: File exists" "$("./$program" dump "$program.d/taken.gz")"
    [ ! -e "$program.d/taken.gz.part" ] || fail "$program leaves a part"
  done
else
  echo "zlib.h is not installed: gzip is not tested"
fi
[ "$failures" -eq 0 ] || exit 1
