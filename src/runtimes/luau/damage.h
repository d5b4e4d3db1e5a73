// SPDX-License-Identifier: MIT
// What reading the text of a dump met and passed over or put right.
#pragma once

#include <cstdint>
#include <string>

#include "heapgraph/snapshot.h"

namespace heapgraph::luau {

/// Lines, by what is wrong with them.
struct Damage {
  std::uint64_t raw_names = 0;         ///< repaired: names written as they are, with quotes or other bytes
  std::uint64_t broken_classes = 0;    ///< repaired: class names without quotes, a list without its bracket
  std::uint64_t missing_values = 0;    ///< vectors, for which the VM writes nothing; no objects
  std::uint64_t unreadable_lines = 0;  ///< left out
  std::uint64_t first_line = 0;        ///< the first of all those above; its column is 0 if there are none
  std::uint64_t first_column = 0;
  std::string first_problem;

  /// Adds that of a later part of the dump, whose lines count from `first_line_of_part`.
  void add(const Damage& later, std::uint64_t first_line_of_part);
  LoadReport report() const;
};

}  // namespace heapgraph::luau
