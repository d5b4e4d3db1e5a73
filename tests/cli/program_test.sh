#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Program as a user runs it: exit codes, streams, files that must stay, outputs that fail.
# Usage: program_test.sh HEAPGRAPH, from the top of the source tree.
set -u
. "$(dirname "$0")/../support/checks.sh"
heapgraph=$(realpath "$1")
data=$PWD/testdata
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
unset NO_COLOR

on_terminal() {  # COMMAND -> file terminal
  SHELL=/bin/sh TERM=xterm script -qec "$1" /dev/null >terminal </dev/null
}

game_old=$data/snapshots/game.1.json
game_new=$data/snapshots/game.2.json

run "$game_old" "$game_new"
check "two dumps give a picture" [ "$code" -eq 0 ]
check "nothing is said when all is well" [ ! -s err ]
check "the picture is well-formed" xmllint --noout out
check "the picture is of what is new or grew" says out \
  "+208,644 bytes: 204,548 new in 1,601 objects, 4,096 by which 3 kept tables grew"
run --compatible "$game_old" "$game_new"
check "--compatible counts what is new alone" says out "new: 204,548 bytes in 1,601 objects"
run --compatible "$game_new"
check "--compatible knows of no strings that code holds" says out "alive: 561,523 bytes in 3,865 objects"

run "$game_new"
check "one dump gives what is alive" says out "alive: 561,587 bytes in 3,867 objects"

"$heapgraph" -f jsonl "$game_old" - <"$game_new" >piped 2>err
run -f jsonl "$game_old" "$game_new"
check "standard input is a dump" cmp -s out piped
"$heapgraph" -f jsonl "$game_old" <(cat "$game_new") >piped 2>err
check "a pipe is a dump" cmp -s out piped

gzip -c "$game_new" >packed
run -f jsonl "$game_old" packed
cp out expected
"$heapgraph" -f jsonl "$game_old" - <packed >piped 2>err
check "a packed dump on standard input" cmp -s expected piped
zstd -q -c "$game_new" | "$heapgraph" -f jsonl "$game_old" - >piped 2>err
check "zstd on standard input" cmp -s expected piped
run --threads 1 -f jsonl "$game_old" "$game_new"
check "one thread gives the same" cmp -s expected out
run --stats "$game_old" "$game_new"
check "--stats prints every phase" [ "$(grep -cE '^(read|walk|tree|write|total|memory) ' err)" -eq 6 ]

for repaired in "$data"/repaired/*.json; do
  run "$repaired"
  check "$repaired: read" [ "$code" -eq 0 ]
  check "$repaired: one warning" one_line err
  check "$repaired: with its place" grep -qE '^heapgraph: warning: .*first [0-9]+:[0-9]+: ' err
  run --strict -o strict.svg "$repaired"
  check "$repaired: strict refuses it" [ "$code" -eq 2 ]
  check "$repaired: and writes nothing" [ ! -e strict.svg ]
done

cp "$game_new" in.json
run -o in.json "$game_old" in.json
check "an output does not replace a dump" [ "$code" -eq 2 ]
check "the dump is as it was" cmp -s in.json "$game_new"

for dump in "$data"/snapshots/*.2.json; do
  run "$dump"
  check "$dump: well-formed" xmllint --noout out
done

echo "precious" >keep.svg
for malformed in "$data"/malformed/*.json missing.json "$data" ""; do
  run -o keep.svg "$game_old" "$malformed"
  check "$malformed: exit code 2" [ "$code" -eq 2 ]
  check "$malformed: one line" one_line err
  check "$malformed: the program's name first" grep -q '^heapgraph: ' err
  check "$malformed: no output" [ ! -s out ]
done
check "an old result survives errors" says keep.svg precious
check "no temporary file stays" [ "$(find . -name '*.tmp*' | wc -l)" -eq 0 ]

run -o result.jsonl "$game_new"
check "-o writes the file" says result.jsonl '"name":"mainthread"'
check "-o leaves standard output alone" [ ! -s out ]

run -o missing/result.svg "$game_new"
check "an output in no folder" [ "$code" -eq 2 ]
check "it is named" says err "missing/result.svg: cannot be written: No such file or directory"

run --nonsense "$game_new"
check "wrong usage: exit code 2" [ "$code" -eq 2 ]
check "wrong usage: a hint" says err "see heapgraph --help"
run
check "no arguments: exit code 2" [ "$code" -eq 2 ]
run --help
check "help goes to standard output" [ -s out ] && check "help succeeds" [ "$code" -eq 0 ]

if [ -e /dev/full ]; then
  "$heapgraph" "$game_new" >/dev/full 2>err
  check "a full disk: exit code 2" [ $? -eq 2 ]
  check "a full disk is named" says err "standard output: cannot be written: No space left on device"
  run -o /dev/full "$game_new"
  check "a full device: exit code 2" [ "$code" -eq 2 ]
  check "a device stays a device" [ -c /dev/full ]
fi
"$heapgraph" -f jsonl "$data/snapshots/list.2.json" 2>err | head -1 >/dev/null
check "a closed pipe: exit code 2" [ "${PIPESTATUS[0]}" -eq 2 ]
check "a closed pipe: one line" one_line err

# Half of a dump comes at once, the rest after the time at which the progress line appears. This is a file
# because the shell that `script` starts need not know the functions of this one.
cat >slowly <<END
head -c 100000 '$game_new'
sleep 1.6
tail -c +100001 '$game_new'
END
if command -v script >/dev/null; then
  on_terminal "sh slowly | '$heapgraph' -f jsonl -o slow.jsonl -"
  check "a terminal shows progress" says terminal "heapgraph: reading, 0 MiB"
  check "the progress line is gone at the end" [ "$(tail -c 4 terminal)" = $'\r\e[K' ]
  "$heapgraph" -f jsonl "$game_new" >expected
  check "progress changes nothing" cmp -s expected slow.jsonl
fi
sh slowly | "$heapgraph" -f jsonl - >out 2>err
check "a pipe gets no progress line" [ ! -s err ]

run -o report.md "$game_old" "$game_new"
check "-o report.md is markdown" says report.md "+208,644 bytes: 204,548 new in 1,601 objects"
run --why 'mainthread/__env/World/*/handlers' "$game_old" "$game_new"
check "--why answers in text" says out "_G.World.PlayerLeft.handlers"
run --why 0x1234 "$game_old" "$game_new"
check "--why asks for what is not there: exit code 2" [ "$code" -eq 2 ]
check "--why says so" says err "--why 0x1234: no object has this address"
check "and writes nothing" [ ! -s out ]
run --why 'no/such/path' -o why.txt "$game_new"
check "--why finds nothing: one line" one_line err
check "--why finds nothing: no file" [ ! -e why.txt ]
run --why 'a\' "$game_new"
check "a broken pattern" says err "ends in a lone \\"
run --why 'a' -f svg "$game_new"
check "--why needs a report" says err "choose -f text, markdown, json or html"
run --tree dominators -f jsonl "$game_new"
check "--tree dominators" says out '"name":"World (shared)"'
run --tree dominators "$game_old" "$game_new"
check "the picture of dominators" xmllint --noout out
cat >budget.json <<'END'
{
  "limits": [
    { "path": "mainthread/__env/World/**", "bytes": "64KB", "growth": "1KB", "reason": "the world stays" },
    { "userdata": "Nothing", "objects": 1 }
  ]
}
END
run --limit 1GB -f jsonl "$game_old" "$game_new"
check "a limit that is kept: exit code 0" [ "$code" -eq 0 ]
run --limit 'mainthread/__env/World/**=64KB' -f jsonl "$game_old" "$game_new"
check "a limit that is exceeded: exit code 1" [ "$code" -eq 1 ]
check "it is said" says err "limit exceeded: path mainthread/__env/World/**: 203.7 KB, the limit is 64.0 KB"
check "and the result is there" [ -s out ]
run --budget budget.json -o report.txt "$game_old" "$game_new"
check "a budget: exit code 1" [ "$code" -eq 1 ]
check "the report says it too" says report.txt "FAILED: 1 of 2 limits exceeded, 1 matches nothing"
check "a limit that matches nothing is told" says err "limit not checked: userdata Nothing matches nothing"
check "and fails" says report.txt "1 matches nothing"
run --budget budget.json -f junit "$game_old" "$game_new"
check "junit is well-formed" xmllint --noout out
check "junit has a failure" says out '<testsuite name="heapgraph" tests="2" failures="2" errors="0">'
run --budget budget.json -f markdown --max-bytes 700 "$game_old" "$game_new"
check "markdown keeps to its size" [ "$(wc -c <out)" -le 700 ]
check "and says that it is cut" says out "left out"
run --budget budget.json --update-budget --headroom 0 -f jsonl "$game_old" "$game_new"
check "an updated budget: exit code 0" [ "$code" -eq 0 ]
check "an updated budget keeps reasons" says budget.json "the world stays"
check "it says what it raised" says err "budget.json: path mainthread/__env/World/**: limit raised from"
run --budget budget.json -f jsonl "$game_old" "$game_new"
check "what was measured is within it, but a limit still matches nothing" [ "$code" -eq 1 ]
sed -i 's/"userdata": "Nothing"/&, "optional": true/' budget.json
run --budget budget.json -f jsonl "$game_old" "$game_new"
check "which an optional one may" [ "$code" -eq 0 ]
run -f json "$game_old" "$game_new"
signature=$(grep -m1 -oE '"signature": "[0-9a-f]{16}"' out | cut -d'"' -f4)
printf '%s  the items of players\n0000000000000000  mended\n' "$signature" >known
run --limit 100KB --ignore-known known -o known.txt "$game_old" "$game_new"
check "a known leak counts for no limit" [ "$code" -eq 0 ]
check "one that is mended is told" says err "the known leak 0000000000000000 is ignored but matches nothing"
check "and is marked" says known.txt "known, so it counts for no limit"
run --limit 100KB -f jsonl "$game_old" "$game_new"
check "but for this it would" [ "$code" -eq 1 ]
run --ignore-known budget.json "$game_new"
check "a file that is not a list of signatures: exit code 2" [ "$code" -eq 2 ]
run --budget budget.json "$game_new"
check "growth needs two dumps: exit code 2" [ "$code" -eq 2 ]
echo '{"ignore": [{"path": "x", "reason": "y"}]}' >empty.json
run --budget empty.json --update-budget -f jsonl "$game_new"
check "a budget without limits has nothing to update" [ "$code" -eq 0 ]
run --budget empty.json --limit 1GB --update-budget -f jsonl "$game_new"
check "limits of the command line do not go into it" [ "$code" -eq 0 ]
check "and it can be read again" says empty.json '"reason": "y"'
run --budget empty.json -f jsonl "$game_new"
check "and such a budget is told" says err "empty.json limits nothing"
check "with what it had" [ "$code" -eq 0 ]
# Series of dumps, and dumps of two processes.
cp "$(dirname "$game_new")/game.3.json.gz" third.json
run --settle --measure new --identity address --limit 204510 -f jsonl "$game_old" "$game_new" third.json
check "what stays keeps its limit" [ "$code" -eq 0 ]
check "each row has what each dump holds" says out '"series":[354646,563252,767303],"slope":206329'
check "what is kept for its address alone is told" says err "50 objects count as staying by their address alone"
run --settle --measure new --limit 204509 --identity verified -f jsonl "$game_old" "$game_new" third.json
check "and not by --identity verified" [ "$code" -eq 0 ]
run --measure new --limit 204509 -f jsonl - "$game_new" third.json <"$game_old"
check "a limit of what stays is exceeded; the first dump may come through a pipe" [ "$code" -eq 1 ]
sed 's/"data":"cache"/"data":"leaks"/' >hidden.json <<'END'
{"objects":{
"0x10":{"type":"table","cat":0,"size":500},
"0x20":{"type":"string","cat":0,"size":30,"data":"cache"},
"0x30":{"type":"table","cat":0,"size":50,"pairs":["0x20","0x10"]},
"0":{"type":"userdata","cat":0,"size":0}
},"roots":{
"r":"0x30"},"stats":{
"size":580,
"categories":{
"none":{}
}
}}
END
sed 's/"data":"leaks"/"data":"cache"/' hidden.json >first.json
run --settle --identity address -f jsonl first.json hidden.json hidden.json
check "a leak behind an old address is told" says err "1 objects count as old only because of their address"
run --settle -o third.json "$game_old" "$game_new" third.json
check "no dump of a series is overwritten" [ "$code" -eq 2 ]
run --settle "$game_old" nowhere.json third.json
check "a dump of a series is missing" [ "$code" -eq 2 ]
run --settle -f jsonl "$game_old" "$data/snapshots/churn.1.json" "$game_new"
check "a dump of another process in a series is told" says err "no root address in common ($game_old, $data/snapshots/churn.1.json)"
run --match path --limit 0 -f text "$game_new" "$game_old"
check "less than before keeps every limit" [ "$code" -eq 0 ]
check "and is shown" says out "measured"
run --match path --limit 100KB -f text "$game_old" "$game_new"
check "a change is limited" [ "$code" -eq 1 ]
check "and said" says err "total: grew by +203.7 KB, the limit is 100.0 KB"
check "nothing is said of addresses" [ "$(wc -l <err)" -eq 1 ]
run --budget nowhere.json "$game_new"
check "no budget file: exit code 2" [ "$code" -eq 2 ]
run "$game_old" "$data/v8/weak.1.heapsnapshot.zst"
check "dumps of two runtimes: exit code 2" [ "$code" -eq 2 ]
check "and which is what" says err "weak.1.heapsnapshot.zst: is a V8 heap snapshot, but $game_old is a Luau heap dump"
run --match path "$game_old" "$data/v8/weak.1.heapsnapshot.zst"
check "nor are their paths compared" [ "$code" -eq 2 ]
run "$game_old" "$game_new" "$data/v8/weak.1.heapsnapshot.zst"
check "nor are they a series" [ "$code" -eq 2 ]
run -f text --by class "$game_new"
check "a table of another runtime: exit code 2" [ "$code" -eq 2 ]
check "and those that there are" says err "a Luau heap dump has no such table; it has type, category"
run -f text --by function --top 2 "$game_old" "$game_new"
check "--by function" says out "anonymous (game.luau:27)"
check "--top leaves rows out and says so" says out "1 more: --top shows them"
if command -v script >/dev/null; then
  on_terminal "'$heapgraph' '$game_new'"
  check "a terminal gets text" says terminal "alive: 561,587 bytes in 3,867 objects"
  check "in colours" says terminal $'\e[1m'
  check "and how to get the picture" says terminal "for the picture: -o out.svg"
  path='_G.World.Players[1].stats_of_a_name_that_takes_more_than_one_hundred_columns_of_a_terminal_and_so_is_cut_in_some'
  sed "s/\"data\":\"Players\"/\"data\":\"${path##*.}\"/" "$game_new" >long.json
  # A progress line, which a slow run writes, ends at a carriage return.
  widest() { tr '\r' '\n' <terminal | sed 's/\x1b\[[0-9;]*[mK]//g' | wc -L; }
  on_terminal "stty cols 70; '$heapgraph' -f text '$game_old' '$game_new'"
  check "a terminal's lines fit it, not $(widest)" [ "$(widest)" -le 70 ]
  check "what does not fit is cut" grep -qE '^ +mainthread .*…' terminal
  on_terminal "stty cols 200; '$heapgraph' -f text long.json"
  check "a wide terminal's lines fit it, not $(widest)" [ "$(widest)" -le 200 ]
  check "and use its width, not $(widest)" [ "$(widest)" -gt 110 ]
  check "and nothing is cut" says terminal "_G.World.${path##*.}"
  COLUMNS=60 on_terminal "stty cols 200; '$heapgraph' -f text '$game_old' '$game_new'"
  check "COLUMNS goes before, not $(widest)" [ "$(widest)" -le 60 ]
  COLUMNS=60 run -f text long.json
  check "in a file nothing is cut" says out "_G.World.${path##*.}"
  NO_COLOR=1 on_terminal "'$heapgraph' '$game_new'"
  check "NO_COLOR is respected" [ "$(grep -cE $'\e\\[[0-9;]*m' terminal)" -eq 0 ]
fi
churn_old=$data/snapshots/churn.1.json
churn_new=$data/snapshots/churn.2.json
run --identity address -f jsonl "$churn_old" "$churn_new"
check "reused addresses are told" says err "warning: at least 251 objects count as old only because of their address"
run --identity address "$churn_old" "$churn_new"
check "exactly, if OLD was read whole" says err "warning: 251 objects count as old"
run --identity verified "$churn_old" "$churn_new"
check "verified needs no warning" [ ! -s err ]
run "$churn_old" "$churn_new"
check "nor does what was decided by evidence" [ ! -s err ]
run "$game_new" "$game_old"
check "swapped dumps are told" says err "the dumps may be swapped"
run "$churn_old" "$game_new"
check "dumps of two processes are told" says err "the dumps have no root address in common"
# In this copy of the heap, the only root is the main thread, which refers to nothing.
main=$(grep -oE '"mainthread":"0x[0-9a-f]*"' "$game_new" | cut -d'"' -f4)
sed "2s/,\"env\".*/},/; s/\"registry\":\"0x[0-9a-f]*\"/\"registry\":\"$main\"/" "$game_new" >garbage.json
run -f text garbage.json
check "a dump without a collection is told" says err "garbage, since the dump was made without a full collection"
cat >a_little.json <<'END'
{"objects":{
"0x10":{"type":"table","cat":0,"size":100},
"0x20":{"type":"table","cat":0,"size":900}
},"roots":{
"r":"0x10"},"stats":{
"size":1000,
"categories":{
"none":{}
}
}}
END
run -f text a_little.json
check "a few objects without a root are no garbage" [ ! -s err ]
run --compatible --measure freed "$churn_old" "$churn_new"
check "what was freed" says out "freed: 72,192 bytes in 751 objects"
run --measure growth "$game_new"
check "growth needs two dumps" says err "--measure growth needs two dumps"

run --title 'A <title> & more' --width 600 "$game_new"
check "title" says out '<title>A &lt;title&gt; &amp; more: game.2.json</title>'
check "width" says out 'width="600"'

# A command to a CI runner: `::` at the start of a line, `##` before a bracket anywhere.
is_command() { grep -qE '^[[:space:]]*::|##[A-Za-z]*\[' "$1"; }
hostile=$'##[x]\n::set-output name=a::b.json'
sed 's/"mainthread":/"::set-output name=a::b":/; s/"__env"/"##[set-env name=x]y"/' "$game_new" >"$hostile"
sed '9s/.*/##[set-output name=a]b,/' "$hostile" >"$hostile.broken"
for format in text markdown json jsonl folded svg; do
  for dump in "$hostile" "$hostile.broken"; do
    run --title ' ::a ##vso[x]' -f "$format" "$dump"
    check "$format of hostile names" [ "$code" -eq 0 ]
    check "$format has no command to a CI runner" eval '! is_command out'
    check "nor has what $format says" eval '! is_command err'
  done
done
run --strict "$hostile.broken"
check "a broken dump with hostile names is an error" [ "$code" -eq 2 ]
check "in one line" one_line err
check "and no command" eval '! is_command err'
run "$hostile.missing"
check "a name of a file with a line break stays in one line" one_line err
check "and is no command" eval '! is_command err'
run -o "$hostile" "$hostile"
check "also as an output" eval 'one_line err && ! is_command err'
run --min-width nan "$game_new"
check "no width is nan" [ "$code" -eq 2 ]
check "and one line says so" one_line err

if [ "$failures" -ne 0 ]; then
  echo "$failures checks failed"
  exit 1
fi
