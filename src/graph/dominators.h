// SPDX-License-Identifier: MIT
// The dominator tree of a heap.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// The dominator tree under one virtual root that holds the roots of the dump. An object dominates another if
/// every path from the virtual root to the other leads through it.
struct Dominators {
  /// The reachable objects, each behind its dominator.
  std::vector<ObjectId> order;
  /// Immediate dominator of each object; `none` for children of the virtual root and unreachable objects.
  std::vector<ObjectId> immediate;
};

/// Over the edges that a walk follows. O(edges log objects) at worst, nearly linear in practice, whatever the
/// shape; 20 bytes an object and 4 an edge while it runs.
Dominators find_dominators(const Snapshot& snapshot, bool follow_weak);

}  // namespace heapgraph
