// SPDX-License-Identifier: MIT
// Nodes with their own costs -> a Tree: totals and order.
//
// Under most measures few nodes hold anything, so these are found first, and all else is done for them alone.
// Parents come before children, so totals are one backward pass. Then each node's children are sorted, and an
// explicit stack puts the nodes in pre-order: a heap may be a list of a million tables.
#include "tree/arrange.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

/// A sum stops at 4 GB, where it no longer matters which is more.
void add_bytes(std::uint32_t& sum, std::uint64_t bytes) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  sum = static_cast<std::uint32_t>(std::min(sum + bytes, most));
}

/// `other` if all are nothing.
ColourGroup heaviest(std::span<const std::uint32_t> bytes, ColourGroup other) {
  const auto most = std::max_element(bytes.begin(), bytes.end());
  return *most == 0 ? other : static_cast<ColourGroup>(most - bytes.begin());
}

/// Those that hold something, and those above them.
NodesInUse find_nodes_in_use(const Placement& placement, const CostOf& cost_of) {
  std::vector<NodeId> marks(placement.nodes.size(), NodeId::none);
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const NodeId node = placement.node_of[i];
    if (node == NodeId::none || marks[index(node)] != NodeId::none) continue;
    if (!cost_of(static_cast<ObjectId>(i)).is_nothing()) marks[index(node)] = NodeId::root;
  }
  return keep_marked(placement.nodes, std::move(marks));
}

std::vector<Cost> total_costs(const std::vector<Placement::Node>& nodes, const std::vector<NodeCost>& costs) {
  std::vector<Cost> totals(nodes.size());
  for (std::size_t i = nodes.size(); i-- > 0;) {
    totals[i] += costs[i].self;
    if (i != 0) totals[index(nodes[i].parent)] += totals[i];
  }
  return totals;
}

/// The children of each node, in compressed-sparse-row form.
struct Children {
  std::vector<std::uint32_t> first;
  std::vector<NodeId> list;
};

Children children_of(const std::vector<Placement::Node>& nodes) {
  Children children;
  children.first.assign(nodes.size() + 1, 0);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    ++children.first[index(nodes[i].parent) + 1];
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) children.first[i + 1] += children.first[i];
  children.list.resize(children.first.back());
  std::vector<std::uint32_t> next(children.first.begin(), children.first.end() - 1);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    children.list[next[index(nodes[i].parent)]++] = static_cast<NodeId>(i);
  }
  return children;
}

}  // namespace

NodesInUse keep_marked(const std::vector<Placement::Node>& nodes, std::vector<NodeId> marks) {
  NodesInUse used;
  used.number_of = std::move(marks);
  used.number_of[0] = NodeId::root;
  std::size_t count = 1;
  for (std::size_t i = nodes.size(); i-- > 1;) {
    if (used.number_of[i] == NodeId::none) continue;
    used.number_of[index(nodes[i].parent)] = NodeId::root;
    ++count;
  }
  used.nodes.reserve(count);
  used.nodes.push_back(nodes.front());
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (used.number_of[i] == NodeId::none) continue;
    used.number_of[i] = static_cast<NodeId>(used.nodes.size());
    used.nodes.push_back({used.number_of[index(nodes[i].parent)], nodes[i].name});
  }
  return used;
}

WeighedNodes weigh(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of) {
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  WeighedNodes weighed = {find_nodes_in_use(placement, cost_of), {}, placement.names, snapshot.vocabulary()};
  std::vector<NodeCost>& costs = weighed.costs;
  costs.resize(weighed.used.nodes.size());
  const std::size_t groups = vocabulary.colours.size();
  std::array<std::uint8_t, Vocabulary::most_types> group_of{};
  for (std::size_t i = 0; i < vocabulary.types.size(); ++i) {
    group_of[i] = static_cast<std::uint8_t>(vocabulary.types[i].colour_group);
  }
  std::vector<std::uint32_t> bytes(costs.size() * groups);  // of each node, by colour group
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    if (placement.node_of[i] == NodeId::none) continue;
    const NodeId node = weighed.used.number_of[index(placement.node_of[i])];
    if (node == NodeId::none) continue;
    const auto object = static_cast<ObjectId>(i);
    const Cost cost = cost_of(object);
    costs[index(node)].self += cost;
    const std::uint8_t group = group_of[static_cast<std::size_t>(snapshot.type(object))];
    add_bytes(bytes[index(node) * groups + group], cost.bytes);
  }
  for (std::size_t i = 0; i < costs.size(); ++i) {
    costs[i].content = heaviest(std::span(bytes).subspan(i * groups, groups), vocabulary.other_colour());
  }
  return weighed;
}

ArrangedTree arrange(const std::vector<Placement::Node>& nodes, const std::vector<NodeCost>& costs,
                     std::shared_ptr<const NameTable> names) {
  const std::vector<Cost> totals = total_costs(nodes, costs);
  Children children = children_of(nodes);
  const auto heavier_first = [&](NodeId a, NodeId b) {
    const std::uint64_t bytes_a = totals[index(a)].bytes;
    const std::uint64_t bytes_b = totals[index(b)].bytes;
    if (bytes_a != bytes_b) return bytes_a > bytes_b;
    return names->text(nodes[index(a)].name) < names->text(nodes[index(b)].name);
  };

  ArrangedTree arranged;
  std::vector<TreeNode>& tree = arranged.tree.nodes;
  tree.reserve(children.list.size() + 1);
  arranged.origin.reserve(children.list.size() + 1);
  struct Pending {
    NodeId node;
    NodeId parent_in_tree;
    std::uint32_t depth;
  };
  std::vector<Pending> stack = {{NodeId::root, NodeId::none, 0}};
  while (!stack.empty()) {
    const Pending next = stack.back();
    stack.pop_back();
    const std::size_t i = index(next.node);
    const auto id = static_cast<NodeId>(tree.size());
    tree.push_back(
        {next.parent_in_tree, next.depth, nodes[i].name, costs[i].content, costs[i].self, totals[i]});
    arranged.origin.push_back(next.node);
    const std::span<NodeId> row =
        std::span(children.list).subspan(children.first[i], children.first[i + 1] - children.first[i]);
    std::sort(row.begin(), row.end(), heavier_first);
    for (std::size_t k = row.size(); k-- > 0;) stack.push_back({row[k], id, next.depth + 1});
  }
  arranged.tree.names = std::move(names);
  return arranged;
}

}  // namespace heapgraph
