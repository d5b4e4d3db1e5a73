// SPDX-License-Identifier: MIT
// Report for a terminal: aligned columns, long paths cut in the middle.
#include "output/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "output/sections.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view plain = "\x1b[0m";

/// Writes a table with its numbers aligned to the right. The last column takes the rest of the line.
void write_table(TextSink& sink, const Section& section, std::size_t line_width) {
  const std::size_t numbers = section.columns.size() - 1;
  std::vector<std::size_t> widths;
  std::size_t used = 0;
  for (std::size_t column = 0; column < numbers; ++column) {
    std::size_t width = display_width(section.columns[column]);
    for (const auto& row : section.rows) width = std::max(width, display_width(row[column]));
    widths.push_back(width);
    used += width + 2;
  }
  const std::size_t left = std::max<std::size_t>(line_width > used ? line_width - used : 0, 20);
  const auto write_row = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t column = 0; column < numbers; ++column) {
      line.append(widths[column] - display_width(row[column]), ' ');
      line += row[column];
      line += "  ";
    }
    line += shorten_in_the_middle(row.back(), left);
    line.erase(line.find_last_not_of(' ') + 1);
    sink.print("{}\n", line);
  };
  write_row(section.columns);
  for (const auto& row : section.rows) write_row(row);
  if (section.left_out != 0) sink.print("{} more: --top shows them\n", group_digits(section.left_out));
}

void write_paragraph(TextSink& sink, std::string_view text, std::size_t line_width) {
  for (const std::string& line : broken_lines(text, line_width)) sink.print("{}\n", line);
}

}  // namespace

void write_text(std::ostream& out, const Result& result) {
  TextSink sink(out);
  bool is_first = true;
  for (const Section& section : report_sections(result)) {
    if (!is_first) sink.write("\n");
    is_first = false;
    if (result.text.has_colours) sink.write(bold);
    write_paragraph(sink, section.title, result.text.width);
    if (result.text.has_colours) sink.write(plain);
    for (const std::string& line : section.opening) write_paragraph(sink, line, result.text.width);
    if (!section.rows.empty()) write_table(sink, section, result.text.width);
    for (const std::string& line : section.lines) write_paragraph(sink, line, result.text.width);
  }
}

}  // namespace heapgraph
