// SPDX-License-Identifier: MIT
// Hot nodes of a tree, which are the sites of a comparison by path.
#include "report/hot_nodes.h"

#include <algorithm>
#include <queue>

#include "tree/subtrees.h"

namespace heapgraph {
namespace {

/// A child is small if its total is less than the whole divided by this.
constexpr std::uint64_t parts_in_small = 100;
/// A node has a change of its own if that is more than the total divided by this.
constexpr std::uint64_t parts_of_change = 4;

}  // namespace

std::vector<FoldedId> hot_nodes(const FoldedNodes& tree, std::size_t count) {
  const std::vector<FoldedNodes::Node>& nodes = tree.nodes;
  const std::vector<std::uint32_t> ends = subtree_ends(tree);
  const auto is_lighter = [&](std::uint32_t a, std::uint32_t b) {
    const bool is_same = nodes[a].total.bytes == nodes[b].total.bytes;
    return is_same ? a > b : nodes[a].total.bytes < nodes[b].total.bytes;
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(is_lighter)> branches(is_lighter);
  branches.push(0);
  std::vector<FoldedId> hot;
  while (!branches.empty() && hot.size() < count) {
    const std::uint32_t node = branches.top();
    branches.pop();
    const LargeChildren large = large_children(tree, ends, node, nodes[0].total.bytes / parts_in_small);
    const bool is_place = nodes[node].self.bytes > nodes[node].total.bytes / parts_of_change;
    if (large.bytes > nodes[node].total.bytes / 2 && !is_place) {
      for (const std::uint32_t child : large.nodes) branches.push(child);
    } else if (node != 0 && !nodes[node].total.is_nothing()) {
      hot.push_back(static_cast<FoldedId>(node));
    }
  }
  return hot;
}

}  // namespace heapgraph
