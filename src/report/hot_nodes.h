// SPDX-License-Identifier: MIT
// Hot nodes, which are the nodes of a tree that a report lists.
#pragma once

#include <cstddef>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// The heaviest nodes whose bytes are mostly their own or those of many small children, at most `count`,
/// by descending total. A node whose bytes are mostly those of a few large children is left out, since
/// these say more. If the weights are changes, a node with a fourth of the change by itself is not left out:
/// it is where something happened. O(nodes).
std::vector<FoldedId> hot_nodes(const FoldedNodes& tree, std::size_t count, bool are_changes);

}  // namespace heapgraph
