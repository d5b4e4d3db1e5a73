// SPDX-License-Identifier: MIT
// Where each subtree of a tree ends, and by which nodes a path leads to a node.
#include "tree/subtrees.h"

#include <algorithm>

namespace heapgraph {

std::vector<std::uint32_t> subtree_ends(const Tree& tree) {
  std::vector<std::uint32_t> ends(tree.nodes.size(), 0);
  for (std::size_t i = ends.size(); i-- > 0;) {
    ends[i] = std::max(ends[i], static_cast<std::uint32_t>(i + 1));
    if (tree.nodes[i].parent == NodeId::none) continue;
    std::uint32_t& end_of_parent = ends[index(tree.nodes[i].parent)];
    end_of_parent = std::max(end_of_parent, ends[i]);
  }
  return ends;
}

std::vector<NodeId> path_to(const Tree& tree, NodeId node) {
  std::vector<NodeId> path;
  for (; node != NodeId::root; node = tree.nodes[index(node)].parent) path.push_back(node);
  return {path.rbegin(), path.rend()};
}

LargeChildren large_children(const Tree& tree, const std::vector<std::uint32_t>& ends, std::uint32_t node,
                             std::uint64_t least_bytes) {
  LargeChildren large;
  for (std::uint32_t i = node + 1; i < ends[node]; i = ends[i]) {
    if (tree.nodes[i].total.bytes < least_bytes) break;  // they fall
    large.nodes.push_back(i);
    large.bytes += tree.nodes[i].total.bytes;
  }
  return large;
}

}  // namespace heapgraph
