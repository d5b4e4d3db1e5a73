// SPDX-License-Identifier: MIT
// Reachability of objects from the roots.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Finds the reachable objects, as a bit for each object. O(objects + edges).
std::vector<bool> find_reached(const Snapshot& snapshot, bool follow_weak);

/// Cost of the reachable and of the unreachable objects of a snapshot. The sum is the cost of all objects.
struct ReachedCost {
  Cost reached;
  Cost unreached;  ///< garbage, or kept alive by internal roots of the collector that a dump does not list
};

/// Adds up the cost of all objects by reachability. O(objects).
ReachedCost add_up(const Snapshot& snapshot, const std::vector<bool>& is_reached);

}  // namespace heapgraph
