// SPDX-License-Identifier: MIT
// What the text and markdown reports say, in one order and one wording for both.
#pragma once

#include <string>
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

/// The first has the verdict in its title. Needs `Result::report`.
std::vector<Section> report_sections(const Result& result);

}  // namespace heapgraph
