// SPDX-License-Identifier: MIT
// Report for a pull request: the sections of the text report, as tables of GitHub's Markdown.
#include "output/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <ostream>
#include <sstream>

#include "base/text.h"
#include "output/sections.h"
#include "output/text_sink.h"
#include "output/xml.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_cell = 160;  // in character cells

/// Where a name stands. The first step of reading a table is to find the bars between its cells, also those
/// within code spans.
enum class Where : std::uint8_t { line, cell };

/// Name as a code span, where only backquotes have a meaning. In a table, bars have one too, unless after a
/// backslash. Whether a bar after two of them is one is where renderers differ, so such a bar is written
/// `\x7c`.
std::string as_code(std::string_view name, Where where, std::size_t longest) {
  std::string code;
  for (const char c : shorten_in_the_middle(escape_unprintable(name), longest)) {
    if (c == '|' && where == Where::cell) {
      code += code.ends_with('\\') ? "\\x7c" : "\\|";
    } else {
      code += c == '`' ? '\'' : c;
    }
  }
  return code.empty() ? code : fmt::format("`{}`", code);
}

/// Whether a word may be the beginning of the hash of a commit, which GitHub makes a link. Seven digits are
/// the fewest.
bool may_be_hash(std::string_view word) {
  constexpr std::size_t shortest_hash = 7;
  return word.size() >= shortest_hash &&
         word.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Whether a word of a sentence is a plain word or number, which no reader of Markdown takes for markup, a
/// link, a mention, an issue or a commit.
bool is_plain_word(std::string_view word) {
  while (!word.empty() && word.front() == '(') word.remove_prefix(1);
  while (!word.empty() && std::string_view(".,:;)").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (word.empty()) return true;
  if (may_be_hash(word)) return false;
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

/// Number of brackets that a text opens, less those that it closes.
std::ptrdiff_t opened_brackets(std::string_view text) {
  const auto count = [&](std::string_view brackets) {
    return std::count_if(text.begin(), text.end(),
                         [&](char c) { return brackets.find(c) != std::string_view::npos; });
  };
  return count("([{") - count(")]}");
}

/// Sentence with names in it, of which nothing says where they begin. All but plain words and numbers become
/// code spans. Words that stand beside each other share one, as do those between brackets.
std::string as_prose(std::string_view sentence, Where where) {
  std::string prose;
  std::string code;
  std::ptrdiff_t open = 0;  // brackets in `code`
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
    prose +=
        fmt::format("{}{}{}{}", prose.empty() ? "" : " ", before, as_code(name, where, longest_path), after);
    code.clear();
    open = 0;
  };
  while (!sentence.empty()) {
    const std::size_t end = std::min(sentence.find(' '), sentence.size());
    const std::string_view word = sentence.substr(0, end);
    if (open <= 0 && is_plain_word(word)) {
      end_code();
      if (!prose.empty()) prose += ' ';
      prose += word;
    } else {
      if (!code.empty()) code += ' ';
      code += word;
      open += opened_brackets(word);
    }
    sentence.remove_prefix(std::min(end + 1, sentence.size()));
  }
  end_code();
  return prose;
}

/// Writes a row of a table; its notes stand below the last text.
void write_row(TextSink& sink, const Section& section, const Row& row, bool has_names,
               const std::vector<std::string>& notes) {
  const std::size_t numbers = row.size() - section.texts;
  for (std::size_t i = 0; i < row.size(); ++i) {
    sink.print("| {}",
               i >= numbers && has_names ? as_code(row[i].text, Where::cell, longest_cell) : row[i].text);
    if (i + 1 < row.size()) sink.write(" ");
  }
  for (const std::string& note : notes) sink.print("<br>{}", as_prose(note, Where::cell));
  sink.write(" |\n");
}

void write_table(TextSink& sink, const Section& section) {
  const std::vector<std::string> no_notes;
  write_row(sink, section, {section.columns.begin(), section.columns.end()}, false, no_notes);
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

/// Title of a section that is folded up. Within HTML tags Markdown means nothing.
std::string summary_of(const Section& section) {
  if (!section.is_prose && !section.has_names_in_title) return section.title;
  return fmt::format("<code>{}</code>",
                     escaped_xml(shorten_in_the_middle(escape_unprintable(section.title), longest_path)));
}

void write_section(TextSink& sink, const Section& section, bool is_first) {
  if (section.is_detail) {
    sink.print("<details><summary>{}</summary>\n\n", summary_of(section));
  } else {
    const std::string title = section.is_prose             ? as_prose(section.title, Where::line)
                              : section.has_names_in_title ? as_code(section.title, Where::line, longest_cell)
                                                           : section.title;
    const std::string_view mark = is_first ? "**" : "";
    sink.print("{}{}{}{}\n\n", is_first ? "" : "### ", mark, title, mark);
  }
  const auto write_lines = [&](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      sink.print("{}\n\n", section.is_prose             ? as_prose(line, Where::line)
                           : section.has_names_in_lines ? as_code(line, Where::line, longest_path)
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
  if (!out) throw std::bad_alloc();  // the only failure that a stream to a string can have
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
