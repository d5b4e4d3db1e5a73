// SPDX-License-Identifier: MIT
// Where each subtree of a tree ends, and by which nodes a path leads to a node.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// For each node the position just past its subtree. So the children of `i` begin at `i + 1`, and each next
/// one where the one before ends. O(nodes).
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

struct LargeChildren {
  std::vector<std::uint32_t> nodes;
  std::uint64_t bytes = 0;  ///< of all of them
};

/// The children with at least so many bytes in total; `ends` as of `subtree_ends`. O(children found).
LargeChildren large_children(const FoldedNodes& tree, const std::vector<std::uint32_t>& ends,
                             std::uint32_t node, std::uint64_t least_bytes);

/// The nodes from below the root to the node. O(depth).
std::vector<FoldedId> path_to(const FoldedNodes& tree, FoldedId node);

/// Their names. O(depth).
std::vector<std::string> names_to(const FoldedNodes& tree, FoldedId node);

}  // namespace heapgraph
