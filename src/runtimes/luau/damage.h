// SPDX-License-Identifier: MIT
// Damage that was repaired or passed over while the text of a dump was read.
#pragma once

#include <cstdint>
#include <string>

#include "heapgraph/snapshot.h"

namespace heapgraph::luau {

/// Numbers of damaged lines by kind of damage.
struct Damage {
  std::uint64_t raw_names = 0;       ///< repaired: names with quotes or other bytes that lack escapes
  std::uint64_t broken_classes = 0;  ///< repaired: class names without quotes, or a list without its bracket
  std::uint64_t missing_values = 0;  ///< vectors, for which the VM writes nothing; they are no objects
  std::uint64_t unreadable_lines = 0;  ///< lines left out
  std::uint64_t first_line = 0;        ///< place of the first of all these; the column is 0 if there are none
  std::uint64_t first_column = 0;
  std::string first_problem;

  /// Adds the damage of a later part of the dump, whose first line is `first_line_of_part` of the file.
  void add(const Damage& later, std::uint64_t first_line_of_part);
  LoadReport report() const;
};

}  // namespace heapgraph::luau
