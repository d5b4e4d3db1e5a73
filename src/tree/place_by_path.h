// SPDX-License-Identifier: MIT
// Placement of each object at the first path that reaches it.
#pragma once

#include <vector>

#include "graph/first_paths.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// Placement of each object where a breadth-first walk from the roots first reaches it.
struct PathPlacement {
  Placement placement;
  FirstSteps steps;  ///< empty unless asked for
  std::vector<bool> is_reached;
};

/// Places the objects of a snapshot. Weak references are followed if `follow_weak`, and first paths are
/// kept if `with_steps`. O(objects + edges).
PathPlacement place_by_path(const Snapshot& snapshot, bool follow_weak, bool with_steps);

}  // namespace heapgraph
