// SPDX-License-Identifier: MIT
// Differences of large values, by the first line, node or object that differs.
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

}  // namespace heapgraph::test
