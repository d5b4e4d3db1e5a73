// SPDX-License-Identifier: MIT
// Cells and rows of the tables in reports.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// Cell of a table.
struct Cell {
  std::string text;
  std::optional<double> number;  ///< what the text says, to sort by; none for words

  Cell() = default;
  Cell(std::string words) : text(std::move(words)) {}  // implicit, as most cells are words
  Cell(std::string words, double value) : text(std::move(words)), number(value) {}
};

using Row = std::vector<Cell>;

/// Bytes with the sign of their change: "+1.2 MB".
std::string bytes_with_sign(std::int64_t bytes);

/// Cells of amounts: "1.2 MB", "+1.2 MB", "1,234" and "42.7%".
Cell bytes_cell(std::uint64_t bytes);
Cell change_cell(std::int64_t bytes);
Cell count_cell(std::uint64_t count);
Cell share_cell(std::uint64_t part, std::uint64_t whole);

/// Cells of a row that compares: change in bytes, bytes before, bytes after, change in objects.
Row change_cells(std::span<const Cost> before_and_after);

/// Row of a sum: its bytes to the byte behind a sign, its number of objects, if it is known, and what it is.
Row sum_row(std::string_view sign, std::uint64_t bytes, std::string words);
Row sum_row(std::string_view sign, const Cost& cost, std::string words);

}  // namespace heapgraph
