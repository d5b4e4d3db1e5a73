// SPDX-License-Identifier: MIT
// The nodes of a tree that a report names.
#pragma once

#include <cstddef>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// The heaviest nodes most of whose bytes are their own or those of many small children, at most `count`, by
/// falling total: nodes that only lead to such say nothing that these do not. O(nodes).
std::vector<FoldedId> hot_nodes(const FoldedNodes& tree, std::size_t count);

}  // namespace heapgraph
