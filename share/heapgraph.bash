# SPDX-License-Identifier: MIT
# Completion for bash. Made of src/cli/command.cpp and src/cli/*_options.cpp: see CONTRIBUTING.md.

_heapgraph_files() {  # CURRENT ENDING... -> folders, and files with one of the endings
  local current=$1 file ending
  shift
  while IFS= read -r file; do
    if [[ -d ${file/#\~/$HOME} ]]; then
      COMPREPLY+=("$file")
      continue
    fi
    for ending in "$@"; do
      if [[ $file == *"$ending" ]]; then
        COMPREPLY+=("$file")
        break
      fi
    done
  done < <(compgen -f -- "$current")
}

_heapgraph_words() {  # CURRENT WORDS
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$2" -- "$1")
}

_heapgraph() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  # In --option=value, the sign is a word of its own.
  if [[ $current == '=' ]]; then
    current=
  elif [[ $previous == '=' ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $previous in
    --measure) _heapgraph_words "$current" 'new growth freed live'; return ;;
    --identity) _heapgraph_words "$current" 'auto address verified'; return ;;
    --match) _heapgraph_words "$current" 'object path'; return ;;
    --split) _heapgraph_words "$current" 'none custom all'; return ;;
    --tree) _heapgraph_words "$current" 'paths dominators'; return ;;
    --why) return ;;
    --limit) return ;;
    --budget) _heapgraph_files "$current" .json; return ;;
    --ignore-known) _heapgraph_files "$current" ''; return ;;
    --headroom) return ;;
    -f | --format) _heapgraph_words "$current" 'svg html jsonl text markdown json junit objects folded'; return ;;
    -o | --output) _heapgraph_files "$current" ''; return ;;
    --top) return ;;
    --by) _heapgraph_words "$current" 'type category userdata function thread class detachedness'; return ;;
    --max-bytes) return ;;
    --title) return ;;
    --width) return ;;
    --colors) _heapgraph_words "$current" 'type name'; return ;;
    --min-width) return ;;
    --threads) return ;;
    --max) return ;;
  esac
  if [[ $current == -* ]]; then
    _heapgraph_words "$current" '--measure --identity --compatible --settle --match --split --tree --why --follow-weak --limit --budget --ignore-known --update-budget --headroom -f --format -o --output --fold --no-fold --top --by --max-bytes --title --width --colors --min-width --strict --threads --max --stats -h --help --version'
  else
    _heapgraph_files "$current" .json .json.gz .json.zst .heapsnapshot .heapsnapshot.gz .heapsnapshot.zst .heaptimeline .heaptimeline.gz .heaptimeline.zst
  fi
}

complete -o filenames -F _heapgraph heapgraph
