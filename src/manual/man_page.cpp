// SPDX-License-Identifier: MIT
// The man page, in the macros man(7).
#include <fmt/format.h>

#include "base/text.h"
#include "cli/help.h"
#include "manual/documents.h"

namespace heapgraph {
namespace {

constexpr std::size_t source_width = 76;  // of a line of roff, in characters

/// Text as roff: marked words are bold, hyphens in them can be copied.
std::string in_roff(std::string_view marked) {
  std::string text;
  bool is_marked = false;
  for (const char c : marked) {
    if (c == '`') {
      is_marked = !is_marked;
      text += is_marked ? "\\fB" : "\\fR";
    } else if (c == '\\') {
      text += "\\e";
    } else if (c == '-') {
      text += "\\-";
    } else if (c == '\'') {
      text += "\\(aq";
    } else {
      text += c;
    }
  }
  return text;
}

/// Lines of roff. None of them begins like a request.
std::string lines_of(std::string_view marked) {
  std::string lines;
  for (const std::string& line : broken_lines(in_roff(marked), source_width)) {
    if (line.starts_with('.')) lines += "\\&";
    lines.append(line).append("\n");
  }
  return lines;
}

std::string term(std::string_view marked, std::string_view meaning) {
  return fmt::format(".TP\n{}{}", lines_of(marked), lines_of(meaning));
}

/// An option with its names in bold and its value in italics.
std::string tag_of(const OptionText& option) {
  std::string tag;
  for (const std::string& name : names_of_option(option)) {
    tag += fmt::format("{}\\fB{}\\fR", tag.empty() ? "" : ", ", in_roff(name));
  }
  if (!option.value.empty()) tag += fmt::format(" \\fI{}\\fR", option.value);
  if (option.is_repeatable) tag += " ...";
  return tag;
}

std::string entry_of(const OptionText& option) {
  std::string text = fmt::format(".TP\n{}\n{}", tag_of(option), lines_of(description(option)));
  if (!option.details.empty()) text += lines_of(option.details);
  if (option.values.empty()) return text;
  text += ".RS\n";
  for (const ValueText& value : option.values) text += term("`" + value.name + "`", value.meaning);
  return text + ".RE\n";
}

}  // namespace

std::string man_page() {
  const Command& program = command();
  std::string page = fmt::format(".\\\" {}", licence_line);
  page +=
      ".\\\" Made of src/cli/command.cpp and src/cli/*_options.cpp: see CONTRIBUTING.md.\n"
      ".TH HEAPGRAPH 1 \"\" \"heapgraph @PROJECT_VERSION@\" \"User Commands\"\n"
      ".SH NAME\nheapgraph \\- find what leaks between two heap dumps\n.SH SYNOPSIS\n";
  for (std::size_t i = 0; i < program.usages.size(); ++i) {
    page += fmt::format("{}{}", i == 0 ? "" : ".br\n", lines_of(program.usages[i]));
  }
  page += ".SH DESCRIPTION\n" + lines_of(program.summary);
  for (const OptionText& argument : program.arguments) page += entry_of(argument);
  page += ".SH OPTIONS\n";
  for (const OptionGroup& group : program.groups) {
    page += fmt::format(".SS {}\n", group.title);
    for (const OptionText& option : group.options) page += entry_of(option);
  }
  page += ".SH \"EXIT STATUS\"\n";
  for (const Meaning& code : program.exit_codes) page += term(code.name, code.text);
  page += ".SH ENVIRONMENT\n";
  for (const Meaning& variable : program.environment) page += term("`" + variable.name + "`", variable.text);
  page += ".SH EXAMPLES\n";
  for (const Example& example : program.examples) {
    page += fmt::format(".TP\n{}.\n.EX\n{}\n.EE\n", in_roff(example.purpose), in_roff(example.command));
  }
  return page;
}

}  // namespace heapgraph
