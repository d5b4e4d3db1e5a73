// SPDX-License-Identifier: MIT
// Comparisons of large values: a failure names the first line, node or object that differs.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph::test {

/// Rows of a tree: self and total cost by path, for comparing trees whatever their ids and order are.
/// Names of a path are joined by byte 1.
using Rows = std::map<std::string, std::pair<Cost, Cost>>;

/// Place of the first difference and what is there on both sides; empty if there is none.
std::string text_difference(std::string_view actual, std::string_view expected);
std::string rows_difference(const Rows& actual, const Rows& expected);
std::string snapshot_difference(const Snapshot& actual, const Snapshot& expected);

/// Line of a test that calls a check.
struct Caller {
  const char* file;
  int line;
  static constexpr Caller here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }
};

void check_same_text(std::string_view actual, std::string_view expected, Caller caller = Caller::here());
void check_same_rows(const Rows& actual, const Rows& expected, Caller caller = Caller::here());
/// Checks that two snapshots are the same in everything. Names are compared by their text.
void check_same_snapshot(const Snapshot& actual, const Snapshot& expected, Caller caller = Caller::here());

}  // namespace heapgraph::test
