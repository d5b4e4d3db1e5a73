// SPDX-License-Identifier: MIT
// The dominator tree of a heap.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Dominator tree under one virtual root, which refers to all GC roots of the dump. An object dominates
/// another if every path from the virtual root to the other leads through it.
struct Dominators {
  /// Reachable objects, each after its immediate dominator.
  std::vector<ObjectId> order;
  /// Immediate dominator of each object; `none` for children of the virtual root and unreachable objects.
  std::vector<ObjectId> immediate;
};

/// Finds the dominator tree over the followed edges that count for retention. An object that only other
/// followed edges reach is a child of the virtual root. O(edges log objects) time at worst, nearly
/// linear in practice, whatever the shape of the heap. Working memory is about 36 bytes per object and 4
/// per edge, besides the stack of the depth-first walk.
Dominators find_dominators(const Snapshot& snapshot, bool follow_weak);

}  // namespace heapgraph
