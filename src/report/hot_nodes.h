// SPDX-License-Identifier: MIT
// Hot nodes of a tree, which are the sites of a comparison by path.
#pragma once

#include <cstddef>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// The heaviest nodes whose bytes are mostly their own or those of many small children, at most `count`,
/// by descending total. A node whose bytes are mostly those of a few large children is left out, since
/// these say more, unless a fourth is its own: it is where something changed. O(nodes).
std::vector<FoldedId> hot_nodes(const FoldedNodes& tree, std::size_t count);

}  // namespace heapgraph
