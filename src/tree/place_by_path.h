// SPDX-License-Identifier: MIT
// Places each object at the first path that reaches it.
#pragma once

#include <vector>

#include "graph/first_paths.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// Each object sits where a breadth-first walk from the roots first reaches it.
struct PathPlacement {
  Placement placement;
  FirstSteps steps;  ///< empty unless asked for
  std::vector<bool> is_reached;
};

/// Weak references are walked too if `follow_weak`. O(objects + edges).
PathPlacement place_by_path(const Snapshot& snapshot, bool follow_weak, bool with_steps);

}  // namespace heapgraph
