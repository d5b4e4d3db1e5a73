// SPDX-License-Identifier: MIT
// Where each subtree of a tree ends, and by which nodes a path leads to a node.
#pragma once

#include <cstdint>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// Of each node: behind the last node of its subtree. So the children of `i` begin at `i + 1`, and each next
/// one where the one before ends. O(nodes).
std::vector<std::uint32_t> subtree_ends(const Tree& tree);

struct LargeChildren {
  std::vector<std::uint32_t> nodes;
  std::uint64_t bytes = 0;  ///< of all of them
};

/// The children with at least so many bytes in total; `ends` as of `subtree_ends`. O(children found).
LargeChildren large_children(const Tree& tree, const std::vector<std::uint32_t>& ends, std::uint32_t node,
                             std::uint64_t least_bytes);

/// The nodes from below the root to the node. O(depth).
std::vector<NodeId> path_to(const Tree& tree, NodeId node);

}  // namespace heapgraph
