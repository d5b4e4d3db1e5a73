// SPDX-License-Identifier: MIT
// Retainers: the objects without which most bytes would be freed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/id_map.h"
#include "graph/dominators.h"
#include "graph/first_paths.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Dominator tree, shortest paths and retained sizes of a snapshot.
struct Retention {
  Dominators dominators;
  FirstSteps steps;
  std::vector<std::uint64_t> bytes;    ///< retained size of each object
  std::vector<std::uint64_t> counted;  ///< part of `bytes` that the measure counts; empty if it counts all
  IdMap<ObjectId, NodeId> node_of;     ///< tree node of each object; `none` if it is left out

  const std::vector<std::uint64_t>& counted_bytes() const { return counted.empty() ? bytes : counted; }
};

/// Objects that retain the most counted bytes, at most `count` rows, by descending counted bytes.
/// Objects of one type on one node of the tree are one row. An object whose bytes are mostly retained by
/// a few heavy objects below it is left out in favour of these, unless it is the first link of a linked
/// list. O(objects log rows).
std::vector<Retainer> heaviest_retainers(const Snapshot& snapshot, const Retention& retention,
                                         std::size_t count);

}  // namespace heapgraph
