# SPDX-License-Identifier: MIT
# What tests of the program share; to be sourced. They count in $failures.
failures=0

check() {  # DESCRIPTION CONDITION...
  local description=$1
  shift
  if ! "$@"; then
    echo "FAILED: $description"
    failures=$((failures + 1))
  fi
}
run() {  # ARGUMENTS... -> $code, files out and err. $heapgraph is the program.
  "$heapgraph" "$@" >out 2>err
  code=$?
}
one_line() { [ "$(wc -l <"$1")" -eq 1 ]; }
says() { grep -qF -- "$2" "$1"; }
