// SPDX-License-Identifier: MIT
// Report for people: aligned columns, and on a terminal long paths cut in the middle.
#include "output/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "output/sections.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view plain = "\x1b[0m";

constexpr std::size_t gap = 2;              // between columns, in character cells
constexpr std::size_t narrowest_text = 20;  // in character cells
/// Room below which two texts do not stand beside the numbers.
constexpr std::size_t narrow_texts = 40;  // in character cells

/// Width of the first of two columns of text with which most rows fit on one line of `left` cells; the
/// smallest of these widths. O(rows + left).
std::size_t width_of_first_text(const Section& section, std::size_t left) {
  // A row fits if the width is at least that of its first text and leaves enough for its second.
  std::vector<std::int64_t> begins(left + 2, 0);
  const auto add = [&](const std::string& left_text, const std::string& right_text) {
    const std::size_t first = display_width(left_text);
    const std::size_t second = display_width(right_text);
    if (first + gap + second > left) return;
    ++begins[first];
    --begins[left - gap - second + 1];
  };
  add(section.columns[section.columns.size() - 2], section.columns.back());
  for (const Row& row : section.rows) add(row[row.size() - 2].text, row.back().text);
  std::size_t best = 0;
  std::int64_t most = 0;
  std::int64_t fitting = 0;
  for (std::size_t width = 0; width <= left; ++width) {
    fitting += begins[width];
    if (fitting > most) best = width;
    most = std::max(most, fitting);
  }
  return best;
}

/// Writes a table with its numbers aligned to the right. The columns of text take the rest of the line. A
/// row whose two texts do not fit beside each other has the second on a line of its own; where even the first
/// has little room, both stand below the numbers.
class TableWriter {
 public:
  TableWriter(TextSink& sink, const Section& section, const TextOptions& options)
      : sink_(sink),
        section_(section),
        numbers_(section.columns.size() - section.texts),
        cuts_(options.cuts_to_width) {
    const std::size_t line_width = options.width;
    for (std::size_t column = 0; column < numbers_; ++column) {
      std::size_t width = display_width(section.columns[column]);
      for (const Row& row : section.rows) width = std::max(width, display_width(row[column].text));
      if (!section.rest.empty()) width = std::max(width, display_width(section.rest[column].text));
      widths_.push_back(width);
      indent_ += width + gap;
    }
    left_ = std::max(line_width > indent_ ? line_width - indent_ : 0, narrowest_text);
    if (section.texts == 2) first_width_ = width_of_first_text(section, left_);
    is_narrow_ = section.texts == 2 && left_ < narrow_texts;
    left_below_ = (is_narrow_ ? std::max(line_width, narrowest_text) : left_) - gap;
  }

  void write() {
    write_row({section_.columns.begin(), section_.columns.end()});
    for (std::size_t i = 0; i < section_.rows.size(); ++i) {
      write_row(section_.rows[i]);
      if (section_.notes.empty()) continue;
      for (const std::string& note : section_.notes[i]) {
        for (const std::string& line : broken_lines(note, left_below_)) write_below(line);
      }
    }
    if (!section_.rest.empty()) write_row(section_.rest);
    if (section_.left_out != 0) {
      sink_.print("{} more: --top shows them\n", group_digits(section_.left_out));
    }
  }

 private:
  void write_line(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    sink_.print("{}\n", escape_unprintable(line));
  }

  std::string fitting(std::string_view text, std::size_t cells) const {
    return cuts_ ? shorten_in_the_middle(text, cells) : std::string(text);
  }

  void write_below(std::string_view text) {
    write_line(std::string(is_narrow_ ? gap : indent_ + gap, ' ') + fitting(text, left_below_));
  }

  void write_row(const Row& row) {
    std::string line;
    for (std::size_t column = 0; column < numbers_; ++column) {
      line.append(widths_[column] - display_width(row[column].text), ' ');
      line += row[column].text;
      line.append(gap, ' ');
    }
    const std::string& text = row[numbers_].text;
    const std::string& second = row.back().text;
    const std::size_t width = display_width(text);
    const bool is_beside = section_.texts == 2 && !is_narrow_ && width <= first_width_ &&
                           first_width_ + gap + display_width(second) <= left_;
    if (!is_narrow_) line += fitting(text, left_);
    if (is_beside) line += std::string(first_width_ + gap - width, ' ') + second;
    write_line(std::move(line));
    if (is_narrow_ && !text.empty()) write_below(text);
    if (section_.texts == 2 && !is_beside && !second.empty()) write_below(second);
  }

  TextSink& sink_;
  const Section& section_;
  std::size_t numbers_;  ///< number of columns of numbers
  bool cuts_;            ///< no line is wider than the room
  std::vector<std::size_t> widths_;
  std::size_t indent_ = 0;       ///< width of all numbers
  std::size_t left_ = 0;         ///< room for texts beside them
  std::size_t first_width_ = 0;  ///< width of the first of two texts
  bool is_narrow_ = false;
  std::size_t left_below_ = 0;  ///< room for texts below
};

void write_paragraph(TextSink& sink, std::string_view text, std::size_t line_width) {
  for (const std::string& line : broken_lines(text, line_width)) {
    sink.print("{}\n", escape_unprintable(line));
  }
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
    if (!section.rows.empty()) TableWriter(sink, section, result.text).write();
    for (const std::string& line : section.lines) write_paragraph(sink, line, result.text.width);
  }
}

}  // namespace heapgraph
