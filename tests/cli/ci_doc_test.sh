#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Budget, script and job commands of docs/ci.md, which must work as they are written there.
# Usage: ci_doc_test.sh HEAPGRAPH, from the top of the source tree.
set -eu
PATH=$(dirname "$(realpath "$1")"):$PATH
doc=$PWD/docs/ci.md
data=$PWD/testdata/snapshots
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

block() {  # KIND: prints the block of the document that begins with ```KIND
  awk -v kind="$1" '$0 == "```" kind { on = 1; next } /^```$/ { on = 0 } on' "$doc"
}
fail() { echo "FAILED: $*"; exit 1; }

mkdir ci
block "json budget" >heap-budget.json
block "sh check" >ci/heap.sh
[ -s heap-budget.json ] && [ -s ci/heap.sh ] || fail "a block is missing"
cat >run-tests <<END
#!/bin/sh
[ "\$1" = --heap-dumps ] && cp "$data/game.1.json" "\$2/old.json" && cp "$data/game.2.json" "\$2/new.json"
END
chmod +x run-tests

# Both jobs run these lines.
for line in "./run-tests --heap-dumps ." "sh ci/heap.sh old.json new.json"; do
  [ "$(block yaml | grep -cF -- "$line")" -eq 2 ] || fail "not both jobs run: $line"
done
./run-tests --heap-dumps .
sh ci/heap.sh old.json new.json || fail "the budget is kept, but: $?"
grep -q "PASSED: 3 limits kept" heap.md || fail "no verdict"
xmllint --noout heap.svg heap.xml

sed -i 's/256KB/1KB/g' heap-budget.json
status=0
sh ci/heap.sh old.json new.json 2>said || status=$?
[ "$status" -eq 1 ] || fail "a limit is exceeded, but: $status"
grep -q "FAILED: 1 of 3 limits exceeded" heap.md || fail "no verdict"
grep -q '<failure' heap.xml || fail "no failure in heap.xml"

bash -euo pipefail -c "$(block "sh update")"
sh ci/heap.sh old.json new.json || fail "the updated budget is kept, but: $?"

# In a series, what stays is less than what is new, and a line of the log is noise.
cp "$data/game.3.json.gz" later.json
block "json budget" | sed 's/"growth": "256KB"/"growth": "512KB"/' >heap-budget.json  # for two rounds
bash -eu -c "$(block "sh settle")" 2>said || fail "the budget is kept by what stays, but: $?"
grep -q "bytes that stay" heap.md || fail "no series"
sh ci/heap.sh old.json new.json later.json 2>said || fail "the script takes no series: $?"
grep -q "Places that gained memory and kept it" heap.md || fail "the script has no series"

# The main branch is compared by path.
cp old.json main.json
status=0
bash -eu -c "$(block "sh compare")" 2>said || status=$?
[ "$status" -eq 1 ] || fail "the change is over its limit, but: $status"
grep -q "compared by path" change.md || fail "no comparison"
block "yaml compare" | grep -qF -- "$(block "sh compare")" || fail "the job compares in another way"
cp new.json main.json
bash -eu -c "$(block "sh compare")" || fail "nothing changed, but: $?"

block "json budget" | sed 's/256KB/100KB/g' >heap-budget.json
! sh ci/heap.sh old.json new.json 2>said || fail "100 KB should be too little"
bash -eu -c "$(block "sh known")" || fail "what is known still counts"
grep -q "known, so it counts for no limit" heap.txt || fail "what is known is not marked"

# A warning is no failure, but a missing dump is one.
bash -eu -c "$(block "sh warn")" >warned 2>said || fail "a warning fails: $?"
grep -q "::warning::" warned || fail "no warning"
cp old.json kept.json && rm old.json
! bash -eu -c "$(block "sh warn")" >warned 2>said || fail "a missing dump does not fail"
mv kept.json old.json

status=0
sh ci/heap.sh nowhere.json new.json 2>said || status=$?
[ "$status" -eq 2 ] || fail "a dump is missing, but: $status"
