#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Examples of the README: every line of its `sh` blocks that begins with `heapgraph` is run.
# Usage: readme_test.sh HEAPGRAPH, from the top of the source tree.
set -eu
PATH=$(dirname "$(realpath "$1")"):$PATH
readme=$PWD/README.md
data=$PWD/testdata/snapshots
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp "$data/game.1.json" old.json
cp "$data/game.2.json" new.json
cp "$data/game.1.json" 1.json
cp "$data/game.2.json" 2.json
cp "$data/game.3.json.gz" 3.json
cp "$data/churn.1.json" main.json
cp "$data/churn.2.json" pr.json

examples=$(awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on && /^heapgraph / { sub(/ +#.*/, ""); print }' "$readme")
count=0
while IFS= read -r example; do
  echo "$example"
  bash -euo pipefail -c "$example" >result
  count=$((count + 1))
done <<<"$examples"
[ "$count" -ge 5 ] || { echo "only $count examples found in the README"; exit 1; }
xmllint --noout ./*.svg

# The answer in the README must be the one that its command gives.
question=$(grep -m1 '^heapgraph --why' "$readme")
bash -euo pipefail -c "$question" | sed -n '/^table /,$p' >answer
awk '/^table 0x/ { on = 1 } /^```$/ { on = 0 } on' "$readme" | diff - answer

# The README's row of jsonl must have the series that the program writes.
row=$(heapgraph -f jsonl 1.json 2.json 3.json | grep '"name":"World"')
case "$row" in
  *"$(grep -oE '"series":\[[0-9,]+\],"slope":[0-9]+' "$readme")"*) ;;
  *) echo "the README shows another series: $row"; exit 1 ;;
esac

# The README and the help must list the same options.
options_in() { grep -oE -- '--[a-z]+(-[a-z]+)*' | sort -u; }
awk '/^## Options/ { on = 1; next } /^## / { on = 0 } on' "$readme" | options_in >in_readme
heapgraph --help | options_in >in_help
diff in_readme in_help
