// SPDX-License-Identifier: MIT
// Subtrees, large children and paths in a tree in pre-order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// Position just past the subtree of each node. The first child of node `i` is at `i + 1`, and each next
/// child is where the subtree of the previous one ends. O(nodes).
template <class Id>
std::vector<std::uint32_t> subtree_ends(const TreeOf<Id>& tree) {
  std::vector<std::uint32_t> ends(tree.nodes.size(), 0);
  for (std::size_t i = ends.size(); i-- > 0;) {
    ends[i] = std::max(ends[i], static_cast<std::uint32_t>(i + 1));
    if (tree.nodes[i].parent == Id::none) continue;
    std::uint32_t& end_of_parent = ends[index(tree.nodes[i].parent)];
    end_of_parent = std::max(end_of_parent, ends[i]);
  }
  return ends;
}

/// Positions of children whose totals are large.
struct LargeChildren {
  std::vector<std::uint32_t> nodes;
  std::uint64_t bytes = 0;  ///< sum of their totals
};

/// Children of `node` with a total of at least `least_bytes`. `ends` must be that of `subtree_ends`.
/// O(children found).
LargeChildren large_children(const FoldedNodes& tree, const std::vector<std::uint32_t>& ends,
                             std::uint32_t node, std::uint64_t least_bytes);

/// Nodes on the path to `node`, from the child of the root to `node` itself. O(depth).
std::vector<FoldedId> path_to(const FoldedNodes& tree, FoldedId node);

/// Names of the nodes on the path to `node`. O(depth).
std::vector<std::string> names_to(const FoldedNodes& tree, FoldedId node);

}  // namespace heapgraph
