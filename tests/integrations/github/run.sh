#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The steps of the GitHub Action, with real dumps and a stand-in for GitHub. That GitHub itself takes action.yml and the
# requests is not tested; what is: that action.yml, the steps and docs/ci.md agree.
# Usage: run.sh HEAPGRAPH
set -u
heapgraph=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
tree=$(cd "$here/../../.." && pwd)
steps=$tree/integrations/github/run.sh
data=$tree/testdata/snapshots
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }
expect() {  # WHAT EXPECTED ACTUAL
  [ "$2" = "$3" ] || fail "$1: expected"$'\n'"$2"$'\n'"but got"$'\n'"$3"
}
expect_line() {  # WHAT PATTERN FILE
  grep -qE -- "$2" "$3" || fail "$1: nothing matches $2 in:"$'\n'"$(head -20 "$3")"
}

mkdir runner comments bin
export GITHUB_OUTPUT=$scratch/outputs GITHUB_STEP_SUMMARY=$scratch/summary RUNNER_TEMP=$scratch/runner
export GITHUB_REPOSITORY=owner/game GITHUB_SERVER_URL=https://github.example GITHUB_RUN_ID=42 COMMENTS=$scratch/comments
step() {  # STEP VARIABLE=VALUE...: runs it, what it says goes to the file `said`
  local name=$1
  shift
  : >outputs
  env HEAP_PROGRAM="$heapgraph" HEAP_OLD= HEAP_NEW= HEAP_DUMPS= HEAP_BUDGET= HEAP_OPTIONS= "$@" bash "$steps" "$name" >said 2>&1
}
output() { sed -n "s/^$1=//p" outputs; }
check() {  # EXIT-CODE VARIABLE=VALUE...
  local code=$1
  shift
  : >summary
  step check "$@" || fail "check ends with $?: $(cat said)"
  folder=$(output folder)
  expect "exit code of $*" "$code" "$(output exit-code)"
  cmp -s summary "$folder/heap.md" || fail "the summary is not the report"
}

# Where the program is.
step find HEAP_PROGRAM=/some/heapgraph
expect "a program that is given" program=/some/heapgraph "$(cat outputs)"
ln -s "$heapgraph" bin/heapgraph
step find HEAP_PROGRAM= PATH="$scratch/bin:$PATH"
expect "a program on the PATH" "program=$scratch/bin/heapgraph" "$(cat outputs)"
rm bin/heapgraph
if ! command -v heapgraph >/dev/null; then
  step find HEAP_PROGRAM= || fail "find: $(cat said)"
  expect "no program" "true $scratch/runner/heapgraph-program/heapgraph" "$(output build) $(output program)"
  [[ $(output sources) =~ ^[0-9]+-[0-9]+$ ]] || fail "no number for the sources: $(cat outputs)"
fi
cat >bin/cmake <<'END'
#!/bin/sh
# Stands in for a build: the folder is behind -B or --build.
while [ "$1" != -B ] && [ "$1" != --build ]; do shift; done
mkdir -p "$2" && echo built >"$2/heapgraph"
END
chmod +x bin/cmake
step build HEAP_PROGRAM="$scratch/runner/to/heapgraph" PATH="$scratch/bin:$PATH" || fail "build: $(cat said)"
expect "the built program" built "$(cat runner/to/heapgraph)"

# A check.
pair=(HEAP_OLD="$data/game.1.json" HEAP_NEW="$data/game.2.json")
check 0 "${pair[@]}" HEAP_OPTIONS="--limit 1MB"
expect_line "limits are kept" "PASSED: 1 limit kept" summary
expect "files" "errors.txt heap.html heap.md heap.svg heap.xml" "$(cd "$folder" && echo *)"
xmllint --noout "$folder/heap.svg" "$folder/heap.xml" || fail "no picture or no test cases"
check 1 "${pair[@]}" HEAP_OPTIONS="--limit 'mainthread/__env/World/Session Log/**=1KB' --top 1"
expect_line "a limit is exceeded" 'FAILED: 1 of 1 limit exceeded' summary
expect_line "a limit is exceeded" 'limit exceeded: path .*Session Log/\*\*' said
failed_folder=$folder
echo '{ "limits": [{ "bytes": "1KB" }] }' >budget.json
check 1 "${pair[@]}" HEAP_BUDGET=budget.json
check 0 HEAP_NEW="$data/game.2.json"
expect_line "one dump" 'game\.2\.json' summary

# A series: patterns and names, in the order of their numbers.
cp "$data/game.1.json" heap.2.json
cp "$data/game.2.json" heap.10.json
check 0 HEAP_DUMPS='heap.*.json'
expect_line "the order of numbers" 'from `heap\.2\.json` to `heap\.10\.json`' summary
check 0 HEAP_DUMPS="$data/game.1.json"$'\n'"  $data/game.2.json"$'\n\n'"$data/game.3*"$'\n'
expect_line "a series" "bytes that stay" summary
mkdir 'with space'
cp "$data/game.1.json" 'with space/1.json'
check 0 HEAP_DUMPS='with space/1.json'

# No answer.
check 2 HEAP_OLD=nowhere.json HEAP_NEW="$data/game.2.json"
expect_line "a dump is missing" '^    heapgraph: nowhere\.json: cannot be read' summary
no_answer_folder=$folder
check 2 HEAP_DUMPS='none.*.json'
expect_line "a pattern without files" 'none\.\*\.json: cannot be read' summary
check 2
expect_line "no dump" 'no dump is given' summary
check 2 "${pair[@]}" HEAP_OPTIONS=--nonsense
expect_line "a wrong option" 'nonsense' summary
check 2 "${pair[@]}" HEAP_PROGRAM=/nowhere/heapgraph
expect_line "no program" '/nowhere/heapgraph' summary

# The comment.
comment() {  # FOLDER VARIABLE=VALUE...
  local of=$1
  shift
  step comment PATH="$here/stand_ins:$PATH" HEAP_FOLDER="$of" HEAP_COMMENT=true HEAP_NAME=heap HEAP_PULL_REQUEST=7 \
    HEAP_STATUS=0 GH_TOKEN=secret "$@" || fail "comment ends with $?: $(cat said)"
}
comments() { (cd comments && echo *); }
echo '<!-- heapgraph: heap --> is the beginning of a comment by somebody else' >comments/1.other
echo 'Quoted by me: <!-- heapgraph: heap -->' >comments/2.mine
comment "$failed_folder" HEAP_STATUS=1
expect "a comment is made" "1.other 102.mine 2.mine" "$(comments)"
expect_line "its report" 'FAILED: 1 of 1 limit exceeded' comments/102.mine
expect_line "its link" 'https://github\.example/owner/game/actions/runs/42' comments/102.mine
expect "its marker" '<!-- heapgraph: heap -->' "$(head -1 comments/102.mine)"
comment "$no_answer_folder" HEAP_STATUS=2
expect "it is renewed" "1.other 102.mine 2.mine" "$(comments)"
expect_line "its report" '^    heapgraph: nowhere' comments/102.mine
comment "$failed_folder" HEAP_NAME=client
expect "another name has its own" "1.other 102.mine 103.mine 2.mine" "$(comments)"
if command -v jq >/dev/null; then
  export MARKER='<!-- heapgraph: heap -->'
  found=$(jq -r "$(cat comments.query)" <<END
{"data":{"repository":{"pullRequest":{"comments":{"nodes":[
  {"databaseId":1,"viewerDidAuthor":false,"body":"$MARKER\nx"},{"databaseId":2,"viewerDidAuthor":true,"body":"> $MARKER"},
  {"databaseId":3,"viewerDidAuthor":true,"body":"$MARKER\nx"},{"databaseId":4,"viewerDidAuthor":true,"body":"<!-- heapgraph: client -->"}]}}}}}
END
  )
  expect "the filter of comments" 3 "$found"
fi
rm comments/*
comment "$failed_folder" HEAP_COMMENT=failure
expect "no comment on success" '*' "$(comments)"
comment "$failed_folder" HEAP_COMMENT=failure HEAP_STATUS=1
expect "a comment on failure" 100.mine "$(comments)"
echo '<!-- heapgraph: heap --> old' >comments/100.mine
comment "$failed_folder" HEAP_COMMENT=failure
expect_line "a comment is renewed on success" 'FAILED' comments/100.mine

# Where nothing can be written, the step passes.
cp comments/100.mine before
comment "$no_answer_folder" GH_REFUSES=yes
expect_line "a fork is told" '^::notice .*In a run for a fork the token may not write' said
cmp -s before comments/100.mine || fail "the comment changed"
rm comments/*
comment "$failed_folder" GH_REFUSES=yes
expect_line "a fork is told" '^::notice ' said
comment "$failed_folder" PATH=/usr/bin:/bin HEAP_PULL_REQUEST=
expect_line "a push is told" 'no pull request' said
expect "no comment" '*' "$(comments)"

# The result.
for code in 0 1 2; do
  status=0
  step result HEAP_STATUS="$code" || status=$?
  expect "the result" "$code" "$status"
done
expect_line "an error is told" '^::error ' said

# action.yml, the steps and docs/ci.md agree.
action=$tree/action.yml
names() { grep -oE "$1" "$2" | sed -E 's/.*[. ]//; s/:$//' | sort -u; }
declared=$(awk '/^inputs:/ { on = 1; next } /^[a-z]/ { on = 0 } on && /^  [a-z-]+:/ { gsub(/[ :]/, ""); print }' "$action" | sort)
expect "inputs are declared and used" "$declared" "$(names 'inputs\.[a-z-]+' "$action")"
expect "variables are set and used" "$(names '^ +HEAP_[A-Z_]+:' "$action")" "$(grep -oE 'HEAP_[A-Z_]+' "$steps" | grep -v 'HEAP_$' | sort -u)"
expect "each command has a shell" "$(grep -c '^      run: ' "$action")" "$(grep -c '^      shell: bash$' "$action")"
while read -r _ name; do
  grep -qE "^  $name\) " "$steps" || fail "there is no step $name"
done < <(grep -oE 'run\.sh" [a-z]+' "$action")
documented=$(awk '/^```yaml action$/ { on = 1; next } /^```$/ { on = 0 } on' "$tree/docs/ci.md" |
  sed -n '/uses: heapgraph.heapgraph/,$p' | grep -oE '^          [a-z-]+:' | tr -d ' :')
[ -n "$documented" ] || fail "docs/ci.md has no example"
for name in $documented; do
  grep -qxF -- "$name" <<<"$declared" || fail "docs/ci.md has an input that there is not: $name"
done
[ "$failures" -eq 0 ] || exit 1
