// SPDX-License-Identifier: MIT
// Completion for fish.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <vector>

#include "manual/documents.h"

namespace heapgraph {
namespace {

constexpr std::string_view fish_head =
    R"(# Completion for fish. Made of src/cli/command.cpp and src/cli/*_options.cpp: see CONTRIBUTING.md.

function __heapgraph_files --description 'Folders, and files with one of these endings'
    set -l endings (string join '|' -- (string escape --style=regex -- $argv))
    __fish_complete_path (commandline -ct) | string match -r -- "^[^\t]*(?:/|$endings)(?:\t.*)?\$"
end

complete -c heapgraph -f
)";

/// Text in single quotes, where only a quote and a backslash have a meaning.
std::string for_fish(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

std::string line_for_fish(const OptionText& option) {
  std::string line = "complete -c heapgraph";
  for (const std::string& name : names_of_option(option)) {
    const bool is_long = name.starts_with("--");
    line += fmt::format(" {} {}", is_long ? "-l" : "-s", name.substr(is_long ? 2 : 1));
  }
  if (!option.value.empty()) line += option.offer == Offer::files ? " -r -F" : " -x";
  if (option.offer == Offer::budgets) line += " -a '(__heapgraph_files .json)'";
  line += " -d " + for_fish(short_text(option)) + '\n';
  if (option.offer != Offer::values) return line;
  // The values of an option are those of all of its names, which stand in each line.
  const std::string names = line.substr(0, line.find(" -x"));
  for (const ValueText& value : option.values) {
    line += fmt::format("{} -x -a {} -d {}\n", names, value.name, for_fish(without_marks(value.meaning)));
  }
  return line;
}

}  // namespace

std::string fish_completion() {
  std::string text = fmt::format("# {}{}", licence_line, fish_head);
  text += fmt::format("complete -c heapgraph -k -a '(__heapgraph_files {})'\n",
                      fmt::join(endings_of_dumps(), " "));
  for (const OptionGroup& group : command().groups) {
    for (const OptionText& option : group.options) text += line_for_fish(option);
  }
  return text;
}

}  // namespace heapgraph
