// SPDX-License-Identifier: MIT
// Where the bytes are: the nodes that a report names.
#include <algorithm>
#include <queue>

#include "heapgraph/report.h"
#include "tree/subtrees.h"

namespace heapgraph {
namespace {

/// Children of less than this part of the whole are small.
constexpr std::uint64_t parts_of_whole = 100;

}  // namespace

std::vector<NodeId> hot_nodes(const Tree& tree, std::size_t count) {
  const std::vector<TreeNode>& nodes = tree.nodes;
  const std::vector<std::uint32_t> ends = subtree_ends(tree);
  const auto is_lighter = [&](std::uint32_t a, std::uint32_t b) {
    const bool is_same = nodes[a].total.bytes == nodes[b].total.bytes;
    return is_same ? a > b : nodes[a].total.bytes < nodes[b].total.bytes;
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(is_lighter)> branches(is_lighter);
  branches.push(0);
  std::vector<NodeId> spots;
  while (!branches.empty() && spots.size() < count) {
    const std::uint32_t node = branches.top();
    branches.pop();
    const LargeChildren large = large_children(tree, ends, node, nodes[0].total.bytes / parts_of_whole);
    if (large.bytes > nodes[node].total.bytes / 2) {
      for (const std::uint32_t child : large.nodes) branches.push(child);
    } else if (node != 0 && !nodes[node].total.is_nothing()) {
      spots.push_back(static_cast<NodeId>(node));
    }
  }
  return spots;
}

}  // namespace heapgraph
