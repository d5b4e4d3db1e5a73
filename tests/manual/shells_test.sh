#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What shells and man do with what is installed: completions in bash, and in zsh and fish if they are there, the man page,
# and the examples of the help, each pasted into a shell.
# Usage: shells_test.sh HEAPGRAPH, from the top of the source tree.
set -u
. "$(dirname "$0")/../support/checks.sh"
PATH=$(dirname "$(realpath "$1")"):$PATH
source_folder=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

lists() {  # FILE WORD...: the lines of FILE are these, in any order
  local file=$1
  shift
  diff <(printf '%s\n' "$@" | sort) <(sort -u "$file") >&2
}

mkdir files files/folder
touch files/{a.json,b.json.gz,c.heapsnapshot,d.heaptimeline.zst,e.txt,f.svg,'g h.json'}
dumps='a.json b.json.gz c.heapsnapshot d.heaptimeline.zst'
formats='svg html jsonl text markdown json junit objects folded'

# bash: what the function leaves in COMPREPLY for a line, of which the last word is to be completed.
in_bash() {  # WORD... -> file found
  (
    cd files || exit
    # shellcheck source=/dev/null
    source "$source_folder/share/heapgraph.bash"
    COMP_WORDS=("$@")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _heapgraph
    [ "${#COMPREPLY[@]}" -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
  ) >found
}
in_bash heapgraph -f ''
check "bash: formats" lists found $formats
in_bash heapgraph --format = j
check "bash: formats behind an equals sign" lists found jsonl json junit
in_bash heapgraph --measure =
check "bash: nothing but the sign" lists found new growth freed live
in_bash heapgraph --me
check "bash: options" lists found --measure
in_bash heapgraph --identity auto ''
check "bash: dumps" lists found $dumps 'g h.json' folder
in_bash heapgraph --budget ''
check "bash: budgets" lists found a.json 'g h.json' folder
in_bash heapgraph -o f
check "bash: outputs" lists found f.svg folder
in_bash heapgraph --top ''
check "bash: nothing for a number" [ ! -s found ]
check "bash: no variable is left" bash -c "
  before=\$(compgen -v; compgen -A function); source '$source_folder/share/heapgraph.bash'
  COMP_WORDS=(heapgraph --f) COMP_CWORD=1; _heapgraph
  after=\$(compgen -v; compgen -A function)
  [ \"\$(diff <(echo \"\$before\") <(echo \"\$after\") | grep -cvE '^[0-9]|COMP|before|_heapgraph|PIPESTATUS|BASH|^> _\$')\" -eq 0 ]"

# zsh completes on a terminal alone, which its module zpty makes.
if command -v zsh >/dev/null; then
  cat >complete.zsh <<'END'
zmodload zsh/zpty
zpty shell zsh -f -i
line() { zpty -w shell "$1" }
line "PS1= PROMPT2= RPS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; cd files"
line 'zstyle ":completion:*" list-colors; LISTMAX=10000; setopt no_beep no_list_beep'
line 'list() { compadd() { local -a found; builtin compadd -O found "$@"; print -rl -- "<"${^found}">" >>../found; builtin compadd "$@" }; _main_complete; unfunction compadd }'
line 'zle -C list list-choices list; bindkey "^T" list; print ready >../ready'
while [[ ! -e ready ]] sleep 0.1
zpty -w -n shell "$2"$'\x14'
zpty -w -n shell $'\x15'
line 'print done >../done'
integer tries=100
while [[ ! -e done && tries-- -gt 0 ]] { zpty -r -t shell ignored; sleep 0.1 }
zpty -d shell
END
  in_zsh() {  # LINE -> file found
    rm -f found ready done
    touch found
    zsh -f complete.zsh "$source_folder/share" "$1" >/dev/null 2>&1
    sed -i 's/^<//; s/>$//; s/\\ / /g; /^$/d' found
  }
  in_zsh 'heapgraph -f '
  check "zsh: formats" lists found $formats
  in_zsh 'heapgraph --format=ju'
  check "zsh: a format behind an equals sign" grep -qx junit found
  check "zsh: and no other" [ "$(grep -c '^j' found)" -eq 1 ]
  in_zsh 'heapgraph --up'
  check "zsh: an option" lists found --update-budget
  in_zsh 'heapgraph --strict '
  check "zsh: dumps" lists found $dumps 'g h.json' folder
  in_zsh 'heapgraph --budget '
  check "zsh: budgets" lists found a.json 'g h.json' folder
  in_zsh 'heapgraph -o f'
  check "zsh: outputs" lists found f.svg folder
fi

if command -v fish >/dev/null; then
  in_fish() {  # LINE -> file found
    (cd files && HOME=$folder fish --no-config -c "source '$source_folder/share/heapgraph.fish'; complete -C'$1'") |
      cut -f 1 >found
  }
  in_fish 'heapgraph -f '
  check "fish: formats" lists found $formats
  in_fish 'heapgraph --format=ju'
  check "fish: a format behind an equals sign" lists found --format=junit
  in_fish 'heapgraph --up'
  check "fish: an option" lists found --update-budget
  in_fish 'heapgraph --strict '
  check "fish: dumps" lists found $dumps 'g h.json' folder/
  in_fish 'heapgraph --budget '
  check "fish: budgets" lists found a.json 'g h.json' folder/
  in_fish 'heapgraph -o f'
  check "fish: outputs" lists found f.svg folder/
fi

sed 's/@PROJECT_VERSION@/0.0.0/' "$source_folder/share/heapgraph.1.in" >heapgraph.1
if command -v mandoc >/dev/null; then
  # The page has no date, which would be another place to change with each release.
  mandoc -T lint heapgraph.1 | grep -v 'missing date' >found
  check "mandoc finds nothing, not $(cat found)" [ ! -s found ]
fi
if command -v groff >/dev/null; then
  groff -ww -man -T utf8 heapgraph.1 2>found >page
  check "groff warns of nothing, not $(cat found)" [ ! -s found ]
  check "the page has the examples as they are" grep -qF "heapgraph --why 'mainthread/__env/World/**' old.json new.json" page
fi

# Each example of the help works in each shell as it stands there.
data=$source_folder/testdata
cp "$data/snapshots/game.1.json" old.json
cp "$data/snapshots/game.2.json" new.json
# The snapshot has an object @12345, as the example does.
zstd -q -d "$data/v8/weak.2.heapsnapshot.zst" -o new.heapsnapshot
examples=$(heapgraph --help | sed -n '/^Examples:/,$ s/^    //p')
check "there are five examples" [ "$(wc -l <<<"$examples")" -eq 5 ]
for shell in bash zsh fish; do
  command -v "$shell" >/dev/null || continue
  while IFS= read -r example; do
    rm -f heap.* alive.html
    "$shell" -c "$example" >out 2>err
    code=$?
    check "$shell: $example: $(cat err)" [ "$code" -eq 0 ]
    check "$shell: $example: writes something" [ -n "$(cat out heap.* alive.html 2>/dev/null | head -c 1)" ]
  done <<<"$examples"
done

if [ "$failures" -ne 0 ]; then
  echo "$failures checks failed"
  exit 1
fi
