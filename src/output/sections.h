// SPDX-License-Identifier: MIT
// Sections of the text and Markdown reports, in one order and one wording for both.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/output.h"
#include "output/cells.h"

namespace heapgraph {

struct Grouping;

/// What a section is about.
enum class SectionKind : std::uint8_t { verdict, limits, why, sites, breakdown, savings, sums };

/// Section of a report: lines, and a table with columns of numbers before one or two columns of text.
struct Section {
  SectionKind kind = SectionKind::verdict;
  const Grouping* grouping = nullptr;  ///< what a breakdown is by
  std::string title;
  std::vector<std::string> opening;  ///< lines before the table
  std::vector<std::string> lines;    ///< lines after the table
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::size_t texts = 1;  ///< number of columns of text, which are the last
  /// Lines below each row; empty, or an entry for each row.
  std::vector<std::vector<std::string>> notes;
  Row rest;                  ///< row below all others for what they leave out; may be empty
  std::size_t left_out = 0;  ///< number of rows that the table leaves out
  bool is_detail = false;    ///< the reader can do without it
  // Places where names of the heap may occur. Such names can be any text, and must not be read as markup.
  bool has_names_in_rows = false;  ///< in the columns of text only
  bool has_names_in_lines = false;
  bool has_names_in_title = false;
  bool is_prose = false;  ///< title and lines are sentences with names in them
};

/// Limit for a path or name in the last column. A terminal has less room.
inline constexpr std::size_t longest_path = 4096;  // in character cells

/// Sections of the report of `result`, which must have one.
std::vector<Section> report_sections(const Result& result);

/// All sections that the report of `result` can have but the verdict, whatever is asked for: also the answers
/// to
/// `--why`, and a breakdown by each grouping.
std::vector<Section> all_sections(const Result& result);

/// Table of the sites in `Analysis::findings`, which must be there.
Section sites_section(const Result& result);

/// Answers to `--why`. The report must have them.
std::vector<Section> why_sections(const Result& result);

/// Headings of `change_cells`.
inline constexpr std::array<std::string_view, 4> change_columns = {"change", "before", "after", "objects"};

}  // namespace heapgraph
