// SPDX-License-Identifier: MIT
// Report for a pull request: the sections of the text report, as tables of GitHub's Markdown.
#include "output/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <sstream>

#include "base/text.h"
#include "output/sections.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_cell = 160;  // in character cells

/// Name as a code span, where only backquotes have a meaning. In a table, bars have one too.
std::string as_code(std::string_view name, std::size_t longest = longest_cell) {
  std::string code;
  for (const char c : shorten_in_the_middle(name, longest)) {
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

void write_section(TextSink& sink, const Section& section, bool is_first) {
  const std::string title = section.has_names_in_title ? as_code(section.title) : section.title;
  if (section.is_detail) {
    sink.print("<details><summary>{}</summary>\n\n", title);
  } else {
    const std::string_view mark = is_first ? "**" : "";
    sink.print("{}{}{}{}\n\n", is_first ? "" : "### ", mark, title, mark);
  }
  const auto write_lines = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      sink.print("{}\n\n", section.has_names_in_lines ? as_code(line, longest_path) : line);
    }
  };
  write_lines(section.opening);
  if (!section.rows.empty()) {
    write_table(sink, section);
    sink.write("\n");
  }
  write_lines(section.lines);
  if (section.is_detail) sink.write("</details>\n\n");
}

std::string in_markdown(const std::vector<Section>& sections, std::string_view last_words) {
  std::ostringstream out;
  {
    TextSink sink(out);
    for (const Section& section : sections) write_section(sink, section, &section == &sections.front());
    sink.write(last_words);
  }
  return out.str();
}

/// Halves the longest table, or drops the last section if all tables are short. Returns false if only one
/// section with short tables is left.
bool leave_something_out(std::vector<Section>& sections) {
  constexpr std::size_t short_table = 3;
  const auto longest =
      std::max_element(sections.begin(), sections.end(),
                       [](const Section& a, const Section& b) { return a.rows.size() < b.rows.size(); });
  if (longest->rows.size() > short_table) {
    const std::size_t kept = longest->rows.size() / 2;
    longest->left_out += longest->rows.size() - kept;
    longest->rows.resize(kept);
    return true;
  }
  if (sections.size() == 1) return false;
  sections.pop_back();
  return true;
}

}  // namespace

void write_markdown(std::ostream& out, const Result& result) {
  std::vector<Section> sections = report_sections(result);
  std::string text = in_markdown(sections, "");
  while (text.size() > result.text.max_bytes && leave_something_out(sections)) {
    text = in_markdown(sections, "Rows and tables are left out to keep to the size that was asked for.\n");
  }
  out << text;
}

}  // namespace heapgraph
