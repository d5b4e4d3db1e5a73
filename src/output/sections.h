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
  std::vector<std::string> lines;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::size_t left_out = 0;  ///< rows
};

/// The first has the verdict in its title. Needs `Result::report`.
std::vector<Section> report_sections(const Result& result);

}  // namespace heapgraph
