// SPDX-License-Identifier: MIT
// The command line as data: usage, arguments, exit codes, examples.
#include "cli/command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "cli/exit_codes.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

std::string summary_of_program() {
  std::vector<std::string_view> kinds;
  for (const Reader& reader : readers()) kinds.push_back(reader.vocabulary->phrases.dump);
  return fmt::format(
      "Compares two heap dumps of a program, and shows what is new or grew and what keeps it alive. With one "
      "dump, it shows everything that is alive. A dump is {}.",
      fmt::join(kinds, " or "));
}

std::vector<OptionText> positional_arguments() {
  return {{.names = "OLD",
           .help = "The older dump. Without it, everything that is alive in NEW is shown.",
           .offer = Offer::dumps},
          {.names = "NEW",
           .help = "The newer dump, made later in the same run of the program. One of the dumps can be `-`, "
                   "which is standard input. Files packed with gzip or zstd are unpacked.",
           .offer = Offer::dumps},
          {.names = "LATER",
           .help = "More dumps of the same run, oldest first. The last one is then NEW: see `--settle`.",
           .offer = Offer::dumps,
           .is_repeatable = true}};
}

OptionGroup other_options() {
  return {"Other",
          {{.names = "-h,--help", .help = "Print this help."},
           {.names = "--version", .help = "Print the version."}}};
}

std::vector<Meaning> exit_codes() {
  return {{std::to_string(exit_done), "Done, and no limit is exceeded."},
          {std::to_string(exit_limit_exceeded),
           "Done, and a limit is exceeded. The output is written all the same."},
          {std::to_string(exit_unusable),
           "Wrong usage, an input that cannot be read, or an output that cannot be written. One line on "
           "standard error says what is wrong and what to do about it, and output files stay as they were."}};
}

std::vector<Meaning> environment() {
  return {{"COLUMNS", "Columns of the terminal, instead of what the terminal itself says."},
          {"NO_COLOR", "If it is set and not empty, reports on a terminal have no colours."}};
}

std::vector<Example> examples() {
  const Phrases& first = readers().front().vocabulary->phrases;
  const Phrases& last = readers().back().vocabulary->phrases;
  return {{"heapgraph old.json new.json -o heap.svg", "A picture of what is new or grew"},
          {"heapgraph new.json -o alive.html", "A page to explore everything that is alive"},
          {fmt::format("heapgraph --why '{}/**' old.json new.json", first.example_path),
           "What keeps the objects below a path alive"},
          {fmt::format("heapgraph --why {} new.heapsnapshot", last.example_object),
           "What keeps one object alive"},
          {"heapgraph --limit 1MB -o heap.md -o heap.xml -o heap.svg old.json new.json",
           "A check, with a report, test results and a picture"}};
}

Command make_command() {
  return {.summary = summary_of_program(),
          .usages = {"heapgraph [OPTIONS] [OLD] NEW", "heapgraph [OPTIONS] OLD SECOND ... NEW"},
          .arguments = positional_arguments(),
          .groups = {options_of_content(), options_of_limits(), options_of_output(), options_of_reading(),
                     other_options()},
          .exit_codes = exit_codes(),
          .environment = environment(),
          .examples = examples()};
}

}  // namespace

const Command& command() {
  static const Command made = make_command();
  return made;
}

const OptionText& option_text(std::string_view name) {
  for (const OptionGroup& group : command().groups) {
    for (const OptionText& option : group.options) {
      const std::vector<std::string> names = names_of_option(option);
      if (std::find(names.begin(), names.end(), name) != names.end()) return option;
    }
  }
  throw std::logic_error(fmt::format("the table of options has no {}", name));
}

std::vector<std::string> names_of_option(const OptionText& option) {
  std::vector<std::string> names;
  std::string_view rest = option.names;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return names;
}

std::string without_marks(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '`');
  return plain;
}

}  // namespace heapgraph
