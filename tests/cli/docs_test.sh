#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Commands, answers and links of the documents. Every line of a block `sh` that begins with `heapgraph` is run; in a block
# `sh fails` it must exit with 1. The block without a language behind it holds lines of the answer. Links must lead to a file
# and a heading that are there, and every document must be in the index.
# Usage: docs_test.sh HEAPGRAPH, from the top of the source tree.
set -eu
PATH=$(dirname "$(realpath "$1")"):$PATH
top=$PWD
data=$top/testdata/snapshots
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failures=0
fail() { echo "FAILED: $*"; failures=$((failures + 1)); }

cd "$folder"
cp "$data/game.1.json" old.json
cp "$data/game.2.json" new.json
cp "$data/game.1.json" 1.json
cp "$data/game.2.json" 2.json
cp "$data/game.3.json.gz" 3.json
cp "$data/churn.1.json" main.json
cp "$data/churn.2.json" pr.json

# Those of other documents need other files, and other tests run them.
commands=0
for document in README.md docs/{comparing,comparison,explorer,faq,formats,json,leak-hunt,luau,picture,sites}.md; do
  expected=0
  is_answer=no
  language=
  while IFS= read -r line; do
    case "$line" in
      '```'*)
        if [ -n "$language" ]; then
          language=
        else
          language=${line#'```'}
          [ -n "$language" ] || language=none
          if [ "$language" = sh ] || [ "$language" = "sh fails" ]; then : >answer; is_answer=yes; fi
          expected=0
          [ "$language" = "sh fails" ] && expected=1
        fi
        ;;
      'heapgraph '*)
        case "$language" in sh | 'sh fails') ;; *) continue ;; esac
        command=${line%% #*}
        commands=$((commands + 1))
        status=0
        bash -euo pipefail -c "$command" >>answer 2>said || status=$?
        [ "$status" -eq "$expected" ] || fail "$document: $command exits with $status: $(cat said)"
        ;;
      '' | '## '*)
        # An answer stands right behind its command.
        [ -n "$language" ] || [ "$line" = "" ] || is_answer=no
        ;;
      *)
        if [ -z "$language" ]; then
          is_answer=no
        elif [ "$language" = none ] && [ "$is_answer" = yes ]; then
          grep -qF -- "$line" answer || fail "$document: no line of the answer is: $line"
        fi
        ;;
    esac
  done <"$top/$document"
done
[ "$commands" -ge 20 ] || fail "only $commands commands were found"
xmllint --noout ./*.svg

# The row of jsonl with a series must be one that the program writes.
series=$(grep -oE '"series":\[[0-9,]+\],"slope":[0-9]+' "$top/docs/formats.md")
heapgraph -f jsonl 1.json 2.json 3.json | grep -qF -- "$series" || fail "docs/formats.md shows another series: $series"

# The anchor that GitHub gives to each heading of a document.
anchors() {
  grep -E '^#+ ' "$1" | sed -E 's/^#+ //; s/[`*]//g' | tr '[:upper:]' '[:lower:]' | sed -E 's/[^a-z0-9 _-]//g; s/ /-/g'
}
cd "$top"
links=0
while IFS= read -r document; do
  while IFS= read -r link; do
    case "$link" in http:* | https:* | mailto:*) continue ;; esac
    links=$((links + 1))
    target=${link%%#*}
    path=$document
    [ -z "$target" ] || path=$(dirname "$document")/$target
    [ -e "$path" ] || { fail "$document links to $target, which is not there"; continue; }
    case "$link" in
      *'#'*) anchors "$path" | grep -qxF -- "${link#*#}" || fail "$document links to $link, but $path has no such heading" ;;
    esac
  done < <(awk '/^```/ { on = !on } !on' "$document" | grep -oE '\]\([^) ]+\)' | sed -E 's/^\]\(//; s/\)$//')
done < <(git ls-files '*.md')
[ "$links" -ge 50 ] || fail "only $links links were found"

for document in docs/*.md; do
  name=$(basename "$document")
  [ "$name" = README.md ] || grep -qF "]($name)" docs/README.md || fail "docs/README.md does not list $name"
done
[ "$failures" -eq 0 ]
