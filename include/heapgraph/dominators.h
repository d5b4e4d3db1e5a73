// SPDX-License-Identifier: MIT
// What must go for an object to be freed, and what would be freed with it.
#pragma once

#include <cstdint>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/diff.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// The dominator tree of a heap, under one virtual root that holds the roots of the dump. An object dominates
/// another if every path from the virtual root to the other leads through it.
struct Dominators {
  /// The objects that a root reaches, each behind its dominator.
  std::vector<ObjectId> order;
  /// Of every object; `none` if it is the virtual root, or no root reaches the object.
  std::vector<ObjectId> immediate;
};

/// What the roots hold through each object of a snapshot.
struct Retention {
  Dominators dominators;
  FirstSteps steps;
  std::vector<std::uint64_t> bytes;    ///< retained by each object
  std::vector<std::uint64_t> counted;  ///< the part of them that counts under the measure
  std::vector<NodeId> node_of;         ///< of each object its node in the tree; `none` if that is left out
};

/// Over the edges that a walk follows. O(edges log objects) at worst, nearly linear in practice, whatever the
/// shape; 20 bytes an object and 4 an edge while it runs.
HEAPGRAPH_API Dominators find_dominators(const Snapshot& snapshot, bool follow_weak);

/// Of every object, the bytes that count of it and of all it dominates; 0 if no root reaches it. Under
/// `cost_of_live` this is the retained size. O(objects).
HEAPGRAPH_API std::vector<std::uint64_t> retained_bytes(const Dominators& dominators, const CostOf& cost_of);

/// Each object under the node of its dominator, named by the edge by which the dominator holds it, as in
/// `place_by_first_path`. Where the dominator holds it by others alone, the name is that of the last step to
/// it on its first path, and ` (shared)`. `steps` as of `place_by_first_path`. O(objects + edges).
HEAPGRAPH_API Placement place_by_dominator(const Snapshot& snapshot, const Dominators& dominators,
                                           const FirstSteps& steps, bool follow_weak);

/// Of each of `node_count` nodes, what would be freed with the objects on it, each taken by itself: an object
/// that another on the same node dominates counts once. `node_of` of every object. O(objects + nodes).
HEAPGRAPH_API std::vector<std::uint64_t> retained_by_node(const Dominators& dominators,
                                                          const std::vector<std::uint64_t>& retained,
                                                          const std::vector<NodeId>& node_of,
                                                          std::size_t node_count);

}  // namespace heapgraph
