// SPDX-License-Identifier: MIT
// Which objects the roots reach.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// A bit for each object. O(objects + edges).
std::vector<bool> find_reached(const Snapshot& snapshot, bool follow_weak);

/// How the objects of a snapshot add up: reached + unreached is all of them.
struct ReachedCost {
  Cost reached;
  Cost unreached;  ///< kept by roots of the collector's own, which a dump does not name, or garbage
};

/// O(objects).
ReachedCost add_up(const Snapshot& snapshot, const std::vector<bool>& is_reached);

}  // namespace heapgraph
