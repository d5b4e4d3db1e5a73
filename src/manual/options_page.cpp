// SPDX-License-Identifier: MIT
// The page of options in docs.
#include <fmt/format.h>

#include "base/text.h"
#include "cli/help.h"
#include "manual/documents.h"

namespace heapgraph {
namespace {

constexpr std::size_t page_width = 120;  // in character cells

std::string paragraph(std::string_view text, std::string_view first = "", std::string_view others = "") {
  std::string lines;
  for (const std::string& line : broken_lines(text, page_width - first.size())) {
    lines.append(lines.empty() ? first : others).append(line).append("\n");
  }
  return lines;
}

std::string section_of(const OptionText& option) {
  std::string text = fmt::format("\n### `{}`\n\n{}", synopsis(option), paragraph(description(option)));
  if (!option.values.empty()) text += '\n';
  for (const ValueText& value : option.values) {
    text += paragraph(fmt::format("`{}`: {}", value.name, value.meaning), "- ", "  ");
  }
  if (!option.details.empty()) text += '\n' + paragraph(option.details);
  if (!option.page.empty()) text += fmt::format("\nMore: [{0}]({0})\n", option.page);
  return text;
}

}  // namespace

std::string options_page() {
  const Command& program = command();
  std::string page =
      "<!-- SPDX-License-"
      "Identifier: MIT -->\n"
      "<!-- Made of src/cli/command.cpp and src/cli/*_options.cpp: change those, and see CONTRIBUTING.md. "
      "-->\n"
      "# Options\n\n" +
      paragraph(program.summary) + "\n```\n";
  for (const std::string& usage : program.usages) page += usage + '\n';
  page += "```\n\n";
  for (const OptionText& argument : program.arguments) {
    page += paragraph(fmt::format("`{}`: {}", synopsis(argument), argument.help), "- ", "  ");
  }
  for (const OptionGroup& group : program.groups) {
    page += fmt::format("\n## {}\n", group.title);
    for (const OptionText& option : group.options) page += section_of(option);
  }
  page += "\n## Exit codes\n\n| code | meaning |\n|---|---|\n";
  for (const Meaning& code : program.exit_codes) page += fmt::format("| {} | {} |\n", code.name, code.text);
  page += "\n## Environment\n\n| variable | meaning |\n|---|---|\n";
  for (const Meaning& variable : program.environment) {
    page += fmt::format("| `{}` | {} |\n", variable.name, variable.text);
  }
  page += "\n## Examples\n";
  for (const Example& example : program.examples) {
    page += fmt::format("\n{}:\n\n```sh\n{}\n```\n", example.purpose, example.command);
  }
  page +=
      "\n## Completion\n\nAn installed heapgraph has a man page (`man heapgraph`), and bash, zsh and fish "
      "complete its "
      "options,\ntheir values and the names of dumps. From a clone, without installing:\n\n"
      "- bash: `source share/heapgraph.bash`\n"
      "- zsh: `fpath=($PWD/share $fpath); autoload -U compinit; compinit`\n"
      "- fish: `source share/heapgraph.fish`\n";
  return page;
}

}  // namespace heapgraph
