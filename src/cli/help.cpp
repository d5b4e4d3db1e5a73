// SPDX-License-Identifier: MIT
// Help of the command line.
#include "cli/help.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "heapgraph/output.h"
#include "runtimes/readers.h"

namespace heapgraph {
namespace {

/// Names of an option as the help lists them: `-f,--format`.
std::string flags(const CLI::Option& option) {
  std::vector<std::string> all;
  for (const std::string& name : option.get_snames()) all.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) all.push_back("--" + name);
  return fmt::format("{}", fmt::join(all, ","));
}

std::string row(const std::string& name, const CLI::Option& option) {
  constexpr std::size_t indent = 24;
  std::string text = "  " + name;
  if (const std::string type = option.get_type_name(); !type.empty()) text += " " + type;
  if (option.get_expected_max() > 1) text += " ...";
  text += text.size() < indent ? std::string(indent - text.size(), ' ') : '\n' + std::string(indent, ' ');
  for (const char c : option.get_description()) {
    text += c;
    if (c == '\n') text.append(indent, ' ');
  }
  return text + '\n';
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string help = app->get_description() +
                     "\nUsage: heapgraph [OPTIONS] [OLD] NEW\n"
                     "       heapgraph [OPTIONS] --settle OLD SECOND ... NEW\n\nPositionals:\n";
  for (const CLI::Option* const option : app->get_options()) {
    if (option->get_positional()) help += row(option->get_name(true), *option);
  }
  for (const std::string& group : app->get_groups()) {
    std::string rows;
    for (const CLI::Option* const option : app->get_options()) {
      if (option->nonpositional() && option->get_group() == group) rows += row(flags(*option), *option);
    }
    if (!rows.empty()) help += fmt::format("\n{}:\n{}", group, rows);
  }
  return fmt::format("{}\n{}\n", help, app->get_footer());
}

std::string kinds_of_dumps() {
  std::vector<std::string_view> kinds;
  for (const Reader& reader : readers()) kinds.push_back(reader.vocabulary->phrases.dump);
  return fmt::format("{}", fmt::join(kinds, " or "));
}

std::string example_pattern() {
  return fmt::format("{}/**", readers().front().vocabulary->phrases.example_path);
}

std::string examples() {
  return fmt::format(R"(Examples:
  heapgraph old.json new.json > out.svg     what is new, and what keeps it alive
  heapgraph new.json -o alive.svg           everything that is alive
  heapgraph --why {} old.json new.json
                                            what it hangs from, link by link)",
                     example_pattern());
}

std::vector<std::string> table_keys() {
  std::vector<std::string> keys;
  for (const Reader& reader : readers()) {
    for (const Grouping& grouping : reader.vocabulary->groupings) {
      if (std::find(keys.begin(), keys.end(), grouping.key) == keys.end()) keys.emplace_back(grouping.key);
    }
  }
  return keys;
}

std::string help_of_tables() {
  constexpr std::size_t width = 55;
  const std::string text = fmt::format("The table of text and markdown: {}. Default: types, categories",
                                       fmt::join(table_keys(), ", "));
  return fmt::format("{}", fmt::join(broken_lines(text, width), "\n"));
}

std::string help_of_formats() {
  std::string help =
      "What to write. Default: what the name given to -o\nsays, else svg, and text to a terminal";
  for (const Format& format : formats()) help += fmt::format("\n{}: {}", format.name, format.help);
  return help;
}

}  // namespace heapgraph
