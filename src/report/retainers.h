// SPDX-License-Identifier: MIT
// The objects that would free most.
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

/// What the roots hold through each object of a snapshot: the dominator tree, shortest paths and retained
/// sizes.
struct Retention {
  Dominators dominators;
  FirstSteps steps;
  std::vector<std::uint64_t> bytes;    ///< retained size of each object
  std::vector<std::uint64_t> counted;  ///< the part of them that counts under the measure; empty if all does
  IdMap<ObjectId, NodeId> node_of;     ///< of each object; `none` if its node is left out

  const std::vector<std::uint64_t>& counted_bytes() const { return counted.empty() ? bytes : counted; }
};

/// The rows that retain most of what counts, at most `count`, by falling counted bytes. An object most of
/// whose bytes a few others below it retain is left out for these, but for the first of a list.
/// O(objects + nodes).
std::vector<Retainer> heaviest_retainers(const Snapshot& snapshot, const Retention& retention,
                                         std::size_t count);

}  // namespace heapgraph
