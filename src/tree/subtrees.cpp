// SPDX-License-Identifier: MIT
// Subtrees, large children and paths in a tree in pre-order.
#include "tree/subtrees.h"

namespace heapgraph {

LargeChildren large_children(const FoldedNodes& tree, const std::vector<std::uint32_t>& ends,
                             std::uint32_t node, std::uint64_t least_bytes) {
  LargeChildren large;
  for (std::uint32_t i = node + 1; i < ends[node]; i = ends[i]) {
    if (tree.nodes[i].total.bytes < least_bytes) break;  // siblings are sorted by descending bytes
    large.nodes.push_back(i);
    large.bytes += tree.nodes[i].total.bytes;
  }
  return large;
}

std::vector<FoldedId> path_to(const FoldedNodes& tree, FoldedId node) {
  std::vector<FoldedId> path;
  for (; node != FoldedId::root; node = tree.nodes[index(node)].parent) path.push_back(node);
  return {path.rbegin(), path.rend()};
}

std::vector<std::string> names_to(const FoldedNodes& tree, FoldedId node) {
  std::vector<std::string> names;
  for (const FoldedId part : path_to(tree, node)) names.emplace_back(tree.name(part));
  return names;
}

}  // namespace heapgraph
