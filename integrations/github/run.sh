#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The steps of the GitHub Action in action.yml, which sets the variables HEAP_*; the variables GITHUB_* and RUNNER_*
# are those of every job. Works with the bash 3.2 of macOS.
# Usage: run.sh find | build | check | comment | result
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source_tree=$here/../..

output() {  # NAME VALUE: of the step
  echo "$1=$2" >>"$GITHUB_OUTPUT"
}

# Outputs: program, its path; build, true if it must be built first; sources, what identifies it then.
find_program() {
  local program
  if [ -n "$HEAP_PROGRAM" ]; then
    output program "$HEAP_PROGRAM"
  elif program=$(command -v heapgraph); then
    output program "$program"
  else
    output program "$RUNNER_TEMP/heapgraph-program/heapgraph"
    output build true
    output sources "$(cd "$source_tree" && find CMakeLists.txt cmake include src -type f -exec cksum {} + |
      LC_ALL=C sort -k 3 | cksum | tr ' ' -)"
  fi
}

build_program() {
  local build=$RUNNER_TEMP/heapgraph-build
  cmake -S "$source_tree" -B "$build" -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON -DHEAPGRAPH_TESTS=OFF
  cmake --build "$build" --target heapgraph_program --parallel 4
  mkdir -p "$(dirname "$HEAP_PROGRAM")"
  cp "$build/heapgraph" "$HEAP_PROGRAM"
}

# Fills `dumps` with the files that old, new and dumps name. A pattern without a file stays, so that heapgraph names it.
list_dumps() {
  local line file
  dumps=()
  for line in "$HEAP_OLD" "$HEAP_NEW"; do
    [ -z "$line" ] || dumps+=("$line")
  done
  while read -r line; do
    [ -n "$line" ] || continue
    if [ -e "$line" ] || ! compgen -G "$line" >/dev/null; then
      dumps+=("$line")
    else
      while IFS= read -r file; do dumps+=("$file"); done < <(compgen -G "$line" | sort -V)
    fi
  done <<<"$HEAP_DUMPS"
}

# Fills `options` with the words of HEAP_OPTIONS, in which quotes hold a word together, and with the budget.
list_options() {
  local word
  options=(--)  # never empty, which an old bash takes for unset
  if [ -n "${HEAP_OPTIONS//[[:space:]]/}" ]; then
    options=()
    while IFS= read -r -d '' word; do options+=("$word"); done < <(printf '%s' "$HEAP_OPTIONS" | xargs printf '%s\0')
    options+=(--)
  fi
  [ -z "$HEAP_BUDGET" ] || options=(--budget "$HEAP_BUDGET" "${options[@]}")
}

# Writes the report, and from it the summary; outputs: exit-code, and folder, where all files are.
check() {
  local status=0 folder name
  folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/heapgraph.XXXXXX")
  output folder "$folder"
  list_dumps
  if [ "${#dumps[@]}" -eq 0 ]; then
    echo "heapgraph: no dump is given: set old and new, or dumps" >"$folder/errors.txt"
    status=2
  else
    list_options
    "$HEAP_PROGRAM" -o "$folder/heap.md" "${options[@]}" "${dumps[@]}" 2>"$folder/errors.txt" || status=$?
  fi
  cat "$folder/errors.txt"
  if [ -s "$folder/heap.md" ]; then
    # What a picture or a page cannot show, such as the answer to --why, is in the report.
    for name in heap.svg heap.html heap.xml; do
      "$HEAP_PROGRAM" -o "$folder/$name" "${options[@]}" "${dumps[@]}" >/dev/null 2>&1 || true
    done
  else
    [ "$status" -ne 0 ] || status=2
    {
      echo "**heapgraph has no answer.**"
      echo
      sed 's/^/    /' "$folder/errors.txt"
    } >"$folder/heap.md"
  fi
  [ "$status" -le 2 ] || status=2  # it could not be started, or was killed
  cat "$folder/heap.md" >>"$GITHUB_STEP_SUMMARY"
  output exit-code "$status"
}

# The number of the comment that this action wrote before, or nothing. MARKER is its first line.
find_comment() {
  # shellcheck disable=SC2016
  gh api graphql --paginate \
    -f query='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
      repository(owner: $owner, name: $name) { pullRequest(number: $number) {
        comments(first: 100, after: $endCursor) {
          nodes { databaseId body viewerDidAuthor }
          pageInfo { hasNextPage endCursor }
        }
      } }
    }' \
    -f owner="${GITHUB_REPOSITORY%%/*}" -f name="${GITHUB_REPOSITORY#*/}" -F number="$HEAP_PULL_REQUEST" \
    --jq '.data.repository.pullRequest.comments.nodes[]
      | select(.viewerDidAuthor and (.body | startswith(env.MARKER))) | .databaseId'
}

write_comment() {
  local found comment
  found=$(find_comment) || return
  comment=${found%%$'\n'*}
  if [ -n "$comment" ]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" -F body=@"$1" --silent
  elif [ "$HEAP_COMMENT" != failure ] || [ "$HEAP_STATUS" -ne 0 ]; then
    gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$HEAP_PULL_REQUEST/comments" -F body=@"$1" --silent
  fi
}

# Never fails: without the permission to write, as in runs for forks, the summary has the report.
comment() {
  local body=$HEAP_FOLDER/comment.md
  if [ -z "$HEAP_PULL_REQUEST" ]; then
    echo "This run is for no pull request, so there is no comment."
    return
  fi
  MARKER="<!-- heapgraph: $HEAP_NAME -->"
  export MARKER
  {
    echo "$MARKER"
    cat "$HEAP_FOLDER/heap.md"
    echo
    echo "The picture and a page to explore are in the artifact \`$HEAP_NAME\` of" \
      "[this run]($GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID)."
  } >"$body"
  if ! write_comment "$body"; then
    echo "::notice title=heapgraph::There is no comment. In a run for a fork the token may not write one; else the" \
      "lines above say why. The report is in the summary of this run."
  fi
}

# Ends with the exit code of heapgraph.
result() {
  case "$HEAP_STATUS" in
    0) ;;
    1) echo "::error title=heapgraph::The heap exceeds a limit. The summary of this run says which one, and what leaks." ;;
    *) echo "::error title=heapgraph::heapgraph has no answer. The summary of this run says why." ;;
  esac
  exit "$HEAP_STATUS"
}

case "${1-}" in
  find) find_program ;;
  build) build_program ;;
  check) check ;;
  comment) comment ;;
  result) result ;;
  *) echo "Usage: run.sh find | build | check | comment | result" >&2 && exit 2 ;;
esac
