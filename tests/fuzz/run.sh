#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds the fuzz targets, runs each for a while, and says how fast and how far they came. New inputs go to
# build/fuzz/found, and what fails to build/fuzz/failed. An input that takes 10 seconds or 1 GB is a failure.
# Usage: tests/fuzz/run.sh SECONDS [TARGET...], from the top of the source tree.
set -eu
seconds=$1
shift
[ $# -gt 0 ] || set -- budget grammar load program run
.ci/install fuzz
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz

# Files of the targets are small and many, so memory is the best place for them.
[ ! -d /dev/shm ] || export TMPDIR=/dev/shm
export UBSAN_OPTIONS=print_stacktrace=1

fuzz() {  # TARGET LONGEST_INPUT OPTION...
  local target=$1 longest=$2 log=build/fuzz/$1.log result=passed
  shift 2
  mkdir -p "build/fuzz/found/$target" build/fuzz/failed
  "build/fuzz/tests/heapgraph_fuzz_$target" -max_total_time="$seconds" -max_len="$longest" "$@" \
    -entropic=0 -timeout=10 -rss_limit_mb=2560 -malloc_limit_mb=1024 -close_fd_mask=1 -print_final_stats=1 -reload=0 \
    -artifact_prefix="build/fuzz/failed/$target-" "build/fuzz/found/$target" "tests/fuzz/corpus/$target" \
    >"$log" 2>&1 || result=failed
  awk -v target="$target" -v result="$result" '
    / cov: / { for (i = 1; i < NF; ++i) if ($i == "cov:") edges = $(i + 1) }
    /number_of_executed_units/ { executions = $2 }
    /average_exec_per_sec/ { speed = $2 }
    /peak_rss_mb/ { memory = $2 }
    END { printf "%-8s %s: %d executions, %d a second, %d edges covered, at most %d MB\n",
                 target, result, executions, speed, edges, memory }' "$log"
  [ "$result" = passed ] || tail -40 "$log"
  [ "$result" = passed ]
}

status=0
for target in "$@"; do
  case "$target" in
    budget) fuzz budget 2048 -dict=tests/fuzz/dictionaries/budget.dict || status=1 ;;
    load) fuzz load 8192 -dict=tests/fuzz/dictionaries/dump.dict || status=1 ;;
    run) fuzz run 8192 -dict=tests/fuzz/dictionaries/dump.dict || status=1 ;;
    # Decisions of a grammar mean more, the more there are.
    *) fuzz "$target" 2048 -len_control=0 || status=1 ;;
  esac
done
exit $status
