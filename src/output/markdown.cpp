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

/// Whether a word of a sentence is a plain word or number, which no reader of Markdown takes for markup, a
/// link, a mention or an issue.
bool is_plain_word(std::string_view word) {
  while (!word.empty() && word.front() == '(') word.remove_prefix(1);
  while (!word.empty() && std::string_view(".,:;)").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (word.empty()) return true;
  if (is_letter(word.front()) && is_letter(word.back())) {
    return std::all_of(word.begin(), word.end(),
                       [&](char c) { return is_letter(c) || c == '\'' || c == '-'; });
  }
  if (word == "×" || word == "→" || word == "…") return true;
  if (word.ends_with('%')) word.remove_suffix(1);
  if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
  return !word.empty() && is_digit(word.front()) &&
         std::all_of(word.begin(), word.end(), [&](char c) { return is_digit(c) || c == ',' || c == '.'; });
}

/// Whether a text has a bracket that it does not close.
bool is_open(std::string_view text) {
  const auto count = [&](std::string_view brackets) {
    return std::count_if(text.begin(), text.end(),
                         [&](char c) { return brackets.find(c) != std::string_view::npos; });
  };
  return count("([{") > count(")]}");
}

/// Sentence with names in it, of which nothing says where they begin. All but plain words and numbers become
/// code spans. Words that stand beside each other share one, as do those between brackets.
std::string as_prose(std::string_view sentence) {
  std::string prose;
  std::string code;
  const auto end_code = [&] {
    if (code.empty()) return;
    std::string_view name = code;
    std::string_view before;
    std::string_view after;
    // Brackets and stops around a name belong to the sentence.
    if (name.front() == '(' && name.find(')') + 1 >= name.size()) {
      before = name.substr(0, 1);
      name.remove_prefix(1);
    }
    std::size_t end = name.find_last_not_of(before.empty() ? ".,:;" : ".,:;)");
    if (end != std::string_view::npos) {
      after = name.substr(end + 1);
      name = name.substr(0, end + 1);
    }
    prose += fmt::format("{}{}{}{}", prose.empty() ? "" : " ", before, as_code(name, longest_path), after);
    code.clear();
  };
  while (!sentence.empty()) {
    const std::size_t end = std::min(sentence.find(' '), sentence.size());
    const std::string_view word = sentence.substr(0, end);
    if (!is_open(code) && is_plain_word(word)) {
      end_code();
      if (!prose.empty()) prose += ' ';
      prose += word;
    } else {
      if (!code.empty()) code += ' ';
      code += word;
    }
    sentence.remove_prefix(std::min(end + 1, sentence.size()));
  }
  end_code();
  return prose;
}

/// Writes a row of a table; its notes stand below the last text.
void write_row(TextSink& sink, const Section& section, const std::vector<std::string>& row, bool has_names,
               const std::vector<std::string>& notes) {
  const std::size_t numbers = row.size() - section.texts;
  for (std::size_t i = 0; i < row.size(); ++i) {
    sink.print("| {}", i >= numbers && has_names ? as_code(row[i]) : row[i]);
    if (i + 1 < row.size()) sink.write(" ");
  }
  for (const std::string& note : notes) sink.print("<br>{}", as_prose(note));
  sink.write(" |\n");
}

void write_table(TextSink& sink, const Section& section) {
  const std::vector<std::string> no_notes;
  write_row(sink, section, section.columns, false, no_notes);
  for (std::size_t i = section.texts; i < section.columns.size(); ++i) sink.write("|--:");
  for (std::size_t i = 0; i < section.texts; ++i) sink.write("|---");
  sink.write("|\n");
  for (std::size_t i = 0; i < section.rows.size(); ++i) {
    write_row(sink, section, section.rows[i], section.has_names_in_rows,
              section.notes.empty() ? no_notes : section.notes[i]);
  }
  if (!section.rest.empty()) write_row(sink, section, section.rest, false, no_notes);
  if (section.left_out != 0) sink.print("\n{} more rows\n", group_digits(section.left_out));
}

void write_section(TextSink& sink, const Section& section, bool is_first) {
  const std::string title = section.is_prose             ? as_prose(section.title)
                            : section.has_names_in_title ? as_code(section.title)
                                                         : section.title;
  if (section.is_detail) {
    sink.print("<details><summary>{}</summary>\n\n", title);
  } else {
    const std::string_view mark = is_first ? "**" : "";
    sink.print("{}{}{}{}\n\n", is_first ? "" : "### ", mark, title, mark);
  }
  const auto write_lines = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      sink.print("{}\n\n", section.is_prose             ? as_prose(line)
                           : section.has_names_in_lines ? as_code(line, longest_path)
                                                        : line);
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
