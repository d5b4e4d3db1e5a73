// SPDX-License-Identifier: MIT
// What the text and markdown reports say, in one order and one wording for both.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/output.h"

namespace heapgraph {

/// Lines, and a table whose last column is a text and whose others are numbers.
struct Section {
  std::string title;
  std::vector<std::string> opening;  ///< lines before the table
  std::vector<std::string> lines;    ///< and behind it
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::size_t left_out = 0;  ///< rows
  bool is_detail = false;    ///< not needed to know what is the matter
  // Names of a heap can be anything; where they can stand, markup must not be read in them.
  bool has_names_in_rows = false;  ///< in the last column
  bool has_names_in_lines = false;
  bool has_names_in_title = false;
};

/// Of a path or a name in the last column; a terminal has less room.
inline constexpr std::size_t longest_path = 4096;  // cells

/// The first has the verdict in its title. Needs `Result::report`.
std::vector<Section> report_sections(const Result& result);

/// Parts of it: the answers to `--why`, of a report that has them.
std::vector<Section> why_sections(const Result& result);

/// Of a series: where most of it is from dump to dump, and what grows in every interval.
std::vector<Section> series_sections(const Result& result);

/// By path: the places that changed most, with before and after.
Section changes_section(const Result& result);

/// By path: how the bytes of OLD become those of NEW, as far as roots reach them.
std::vector<std::vector<std::string>> rows_of_changes(const Result& result);

/// How much more or less, before, after, and objects; the columns of tables that compare.
std::vector<std::string> change_cells(std::span<const Cost> before_and_after);
inline constexpr std::array<std::string_view, 4> change_columns = {"change", "before", "after", "objects"};

/// A path as a row shows it: as in the picture, and what else is to be said of the place.
std::string path_cell(const std::vector<std::string>& path, std::uint64_t repeats);

}  // namespace heapgraph
