// SPDX-License-Identifier: MIT
// Retained sizes of objects and of the nodes of a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/id_map.h"
#include "graph/dominators.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Retained size of each object: the bytes of the object and of all objects it dominates; 0 for unreachable
/// objects. O(objects).
std::vector<std::uint64_t> retained_bytes(const Snapshot& snapshot, const Dominators& dominators);

/// Bytes that the objects on each of `node_count` nodes retain, each object taken by itself. An object
/// that another object on the same node dominates is not counted twice. `retained` holds the retained
/// size of every object. O(objects + nodes).
std::vector<std::uint64_t> retained_by_node(const Dominators& dominators,
                                            const std::vector<std::uint64_t>& retained,
                                            const IdMap<ObjectId, NodeId>& node_of, std::size_t node_count);

}  // namespace heapgraph
