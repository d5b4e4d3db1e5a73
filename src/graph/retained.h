// SPDX-License-Identifier: MIT
// What would be freed with an object, or with the objects on one node of a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/id_map.h"
#include "graph/dominators.h"
#include "graph/weights.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// For each object the bytes of itself and of all it dominates, as far as they count; 0 if no root reaches
/// it. With the weights of everything this is the retained size. O(objects).
std::vector<std::uint64_t> retained_bytes(const Snapshot& snapshot, const Dominators& dominators,
                                          const Weights& weights);

/// For each of `node_count` nodes what would be freed with the objects on it, each taken by itself: an object
/// that another on the same node dominates counts once. `retained` of every object. O(objects + nodes).
/// Defined for the nodes of a tree and of a folded tree.
template <class Id>
std::vector<std::uint64_t> retained_by_node(const Dominators& dominators,
                                            const std::vector<std::uint64_t>& retained,
                                            const IdMap<ObjectId, Id>& node_of, std::size_t node_count);

}  // namespace heapgraph
