// SPDX-License-Identifier: MIT
// Completion for bash, from version 3.2 on, without the package bash-completion.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "manual/documents.h"

namespace heapgraph {
namespace {

constexpr std::string_view bash_head =
    R"(# Completion for bash. Made of src/cli/command.cpp and src/cli/*_options.cpp: see CONTRIBUTING.md.

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
)";

constexpr std::string_view bash_tail = R"(  esac
  if [[ $current == -* ]]; then
    _heapgraph_words "$current" '{}'
  else
    _heapgraph_files "$current" {}
  fi
}}

complete -o filenames -F _heapgraph heapgraph
)";

std::string bash_case(const OptionText& option) {
  std::string action;
  if (option.offer == Offer::values) {
    std::vector<std::string_view> names;
    for (const ValueText& value : option.values) names.emplace_back(value.name);
    action = fmt::format("_heapgraph_words \"$current\" '{}'; ", fmt::join(names, " "));
  } else if (option.offer == Offer::budgets) {
    action = "_heapgraph_files \"$current\" .json; ";
  } else if (option.offer == Offer::files) {
    action = "_heapgraph_files \"$current\" ''; ";
  }
  return fmt::format("    {}) {}return ;;\n", fmt::join(names_of_option(option), " | "), action);
}

}  // namespace

std::string bash_completion() {
  std::string text = fmt::format("# {}{}", licence_line, bash_head);
  std::vector<std::string> all;
  for (const OptionGroup& group : command().groups) {
    for (const OptionText& option : group.options) {
      for (const std::string& name : names_of_option(option)) all.push_back(name);
      if (!option.value.empty()) text += bash_case(option);
    }
  }
  return text + fmt::format(fmt::runtime(bash_tail), fmt::join(all, " "), fmt::join(endings_of_dumps(), " "));
}

}  // namespace heapgraph
