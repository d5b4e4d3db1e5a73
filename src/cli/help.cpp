// SPDX-License-Identifier: MIT
// Help of the command line.
#include "cli/help.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace heapgraph {
namespace {

constexpr std::size_t least_width = 40;  // in character cells
constexpr std::size_t most_width = 100;
/// Width below which descriptions do not stand beside the names of options.
constexpr std::size_t narrow_help = 66;

/// Text in lines that begin at `indent`; lines after the first begin `hanging` cells further.
std::string indented(std::string_view marked, std::size_t indent, std::size_t width,
                     std::size_t hanging = 0) {
  std::string text;
  for (const std::string& line : broken_lines(without_marks(marked), width - indent - hanging)) {
    text.append(indent + (text.empty() ? 0 : hanging), ' ').append(line).append("\n");
  }
  return text;
}

/// A term and what it means, beside each other if there is room.
class Rows {
 public:
  explicit Rows(std::size_t width) : width_(width), indent_(width < narrow_help ? 6 : 26) {}

  void add(std::string_view term, std::string_view meaning) {
    std::string text = indented(meaning, indent_, width_);
    const std::size_t end = 2 + term.size();
    if (end + 2 <= indent_) {
      text.replace(0, indent_, fmt::format("  {:<{}}", term, indent_ - 2));
    } else {
      text.insert(0, fmt::format("  {}\n", term));
    }
    rows_ += text;
  }
  void add(const OptionText& option) {
    add(synopsis(option), description(option));
    for (const ValueText& value : option.values) {
      rows_ += indented(fmt::format("{}: {}", value.name, value.meaning), indent_ + 2, width_, 2);
    }
  }
  const std::string& text() const { return rows_; }

 private:
  std::size_t width_;
  std::size_t indent_;
  std::string rows_;
};

template <class Items, class Add>
std::string section(std::string_view title, const Items& items, std::size_t width, const Add& add) {
  Rows rows(width);
  for (const auto& item : items) add(rows, item);
  return fmt::format("\n{}:\n{}", title, rows.text());
}

}  // namespace

std::string synopsis(const OptionText& option) {
  std::string text = fmt::format("{}", fmt::join(names_of_option(option), ", "));
  if (!option.value.empty()) text += " " + option.value;
  if (option.is_repeatable) text += " ...";
  return text;
}

std::string description(const OptionText& option) {
  std::string text = option.help;
  if (option.is_repeatable && !option.value.empty()) text += " Can be given several times.";
  if (!option.fallback.empty()) text += fmt::format(" Default: {}.", option.fallback);
  return text;
}

std::string help_text(std::uint32_t width) {
  const std::size_t cells = std::clamp<std::size_t>(width, least_width, most_width);
  const Command& program = command();
  std::string help = indented(program.summary, 0, cells) + "\n";
  for (std::size_t i = 0; i < program.usages.size(); ++i) {
    help += fmt::format("{} {}\n", i == 0 ? "Usage:" : "      ", program.usages[i]);
  }
  const auto add_option = [](Rows& rows, const OptionText& option) { rows.add(option); };
  const auto add_meaning = [](Rows& rows, const Meaning& meaning) { rows.add(meaning.name, meaning.text); };
  help += section("Arguments", program.arguments, cells, add_option);
  for (const OptionGroup& group : program.groups) {
    help += section(group.title, group.options, cells, add_option);
  }
  help += section("Exit codes", program.exit_codes, cells, add_meaning);
  help += section("Environment", program.environment, cells, add_meaning);
  help += "\nExamples:\n";
  for (const Example& example : program.examples) {
    // A command stays in one line, so that it can be copied.
    help += indented(example.purpose + ":", 2, cells) + fmt::format("    {}\n", example.command);
  }
  return help;
}

}  // namespace heapgraph
