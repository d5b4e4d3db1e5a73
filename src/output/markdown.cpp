// SPDX-License-Identifier: MIT
// The report for a pull request: the same sections as the text, as tables of GitHub's markdown.
#include "output/markdown.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"
#include "output/sections.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_cell = 160;  // cells of a table's text

/// Names stand as code, which takes everything literally but backquotes; a table also minds bars.
std::string as_code(std::string_view name) {
  std::string code;
  for (const char c : shorten_in_the_middle(name, longest_cell)) {
    if (c == '|') code += '\\';
    code += c == '`' ? '\'' : c;
  }
  return code.empty() ? code : fmt::format("`{}`", code);
}

void write_table(TextSink& sink, const Section& section) {
  for (const std::string& column : section.columns) sink.print("| {} ", column);
  sink.write("|\n");
  for (std::size_t i = 1; i < section.columns.size(); ++i) sink.write("|--:");
  sink.write("|---|\n");
  for (const std::vector<std::string>& row : section.rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) sink.print("| {} ", row[i]);
    sink.print("| {} |\n", section.has_names_in_rows ? as_code(row.back()) : row.back());
  }
  if (section.left_out != 0) sink.print("\n{} more rows\n", group_digits(section.left_out));
}

}  // namespace

void write_markdown(std::ostream& out, const Result& result) {
  TextSink sink(out);
  bool is_first = true;
  for (const Section& section : report_sections(result)) {
    const std::string_view mark = is_first ? "**" : "";
    sink.print("{}{}{}{}\n\n", is_first ? "" : "### ", mark,
               section.has_names_in_title ? as_code(section.title) : section.title, mark);
    const auto write_lines = [&](const std::vector<std::string>& lines) {
      for (const std::string& line : lines) {
        sink.print("{}\n\n", section.has_names_in_lines ? as_code(line) : line);
      }
    };
    write_lines(section.opening);
    if (!section.rows.empty()) {
      write_table(sink, section);
      sink.write("\n");
    }
    write_lines(section.lines);
    is_first = false;
  }
}

}  // namespace heapgraph
