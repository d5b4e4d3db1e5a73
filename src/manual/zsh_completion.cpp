// SPDX-License-Identifier: MIT
// Completion for zsh.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <string_view>
#include <vector>

#include "manual/documents.h"

namespace heapgraph {
namespace {

/// Text within a specification in single quotes, where some characters have a meaning.
std::string for_zsh(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      if (c == ':' || c == '[' || c == ']' || c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted;
}

std::string value_for_zsh(const OptionText& option) {
  if (option.value.empty()) return {};
  std::string action;
  if (option.offer == Offer::values) {
    std::vector<std::string> values;
    values.reserve(option.values.size());
    for (const ValueText& value : option.values) {
      values.push_back(fmt::format("{}\\:\"{}\"", value.name, for_zsh(without_marks(value.meaning))));
    }
    action = fmt::format("(({}))", fmt::join(values, " "));
  } else if (option.offer == Offer::budgets) {
    action = "_files -g \"*.json(-.)\"";
  } else if (option.offer == Offer::files) {
    action = "_files";
  }
  return fmt::format(":{}:{}", for_zsh(option.value), action);
}

std::string specification(const OptionText& option) {
  const std::vector<std::string> names = names_of_option(option);
  const std::string rest = fmt::format("[{}]{}", for_zsh(short_text(option)), value_for_zsh(option));
  const auto with_value = [&](const std::string& name) {
    if (option.value.empty()) return name;
    return name + (name.starts_with("--") ? "=" : "+");
  };
  if (names.size() == 1) {
    return fmt::format("  '{}{}{}' \\\n", option.is_repeatable ? "*" : "", with_value(names.front()), rest);
  }
  std::vector<std::string> forms;
  forms.reserve(names.size());
  for (const std::string& name : names) forms.push_back(with_value(name));
  const std::string before = option.is_repeatable ? "*" : fmt::format("({})", fmt::join(names, " "));
  return fmt::format("  '{}'{{{}}}'{}' \\\n", before, fmt::join(forms, ","), rest);
}

}  // namespace

std::string zsh_completion() {
  std::string text = fmt::format("#compdef heapgraph\n# {}", licence_line);
  text +=
      "# Completion for zsh. Made of src/cli/command.cpp and src/cli/*_options.cpp: see CONTRIBUTING.md.\n\n"
      "_arguments -s -S \\\n";
  for (const OptionGroup& group : command().groups) {
    for (const OptionText& option : group.options) text += specification(option);
  }
  std::vector<std::string_view> endings;
  for (const std::string_view ending : endings_of_dumps()) endings.push_back(ending.substr(1));
  return text + fmt::format("  '*:heap dump:_files -g \"*.({})(-.)\"'\n", fmt::join(endings, "|"));
}

}  // namespace heapgraph
