// SPDX-License-Identifier: MIT
// The column of a tree that says what several heaps hold at the paths of its nodes.
//
// The nodes of a heap stand with parents before children. So their totals are one backward pass, and a
// forward pass finds the node of the tree for each: a node has one only if its parent has, so most are passed
// over without a look at their names.
#include "tree/series_beside.h"

#include <utility>
#include <vector>

#include "heap/index_table.h"
#include "heap/names.h"

namespace heapgraph {
namespace {

/// Finds the children of a tree's nodes by name.
class ChildrenByName {
 public:
  explicit ChildrenByName(const Tree& tree) : tree_(tree) {
    children_.reserve(tree.nodes.size(), [&](std::uint32_t i) { return hash_at(i); });
    for (std::uint32_t i = 1; i < tree.nodes.size(); ++i) {
      children_.find_or_insert(
          hash_at(i), i, [](std::uint32_t) { return false; }, [&](std::uint32_t k) { return hash_at(k); });
    }
  }

  NodeId find(NodeId parent, NameId name) const {
    const std::uint32_t found = children_.find(hash_of(parent, name), [&](std::uint32_t i) {
      return tree_.nodes[i].parent == parent && tree_.nodes[i].name == name;
    });
    return found == IndexTable::npos ? NodeId::none : static_cast<NodeId>(found);
  }

 private:
  static std::uint64_t hash_of(NodeId parent, NameId name) {
    const std::uint64_t key =
        (static_cast<std::uint64_t>(index(parent)) << 32U | static_cast<std::uint64_t>(index(name))) *
        0x9e3779b97f4a7c15U;
    return key ^ key >> 29U;
  }
  std::uint64_t hash_at(std::uint32_t i) const { return hash_of(tree_.nodes[i].parent, tree_.nodes[i].name); }

  const Tree& tree_;
  IndexTable children_;
};

/// What one heap holds on each node of the tree.
struct Held {
  std::vector<Cost> self;
  std::vector<Cost> total;
};

Held held_by(const WeighedNodes& heap, const Tree& tree, const ChildrenByName& children) {
  const std::vector<PlaceNode>& nodes = heap.used.nodes;
  const std::vector<Cost> totals = total_costs(nodes, heap.weights);
  Held held = {std::vector<Cost>(tree.nodes.size()), std::vector<Cost>(tree.nodes.size())};
  const bool has_same_names = heap.names == tree.names;
  std::vector<NodeId> node_of(nodes.size(), NodeId::none);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (i == 0) {
      node_of[i] = NodeId::root;
    } else if (const NodeId parent = node_of[index(nodes[i].parent)]; parent != NodeId::none) {
      const NameId name = has_same_names ? nodes[i].name : tree.names->find(heap.names->text(nodes[i].name));
      if (name != NameId::none) node_of[i] = children.find(parent, name);
    }
    if (node_of[i] == NodeId::none) continue;
    held.self[index(node_of[i])] = heap.weights[i].self;
    held.total[index(node_of[i])] = totals[i];
  }
  return held;
}

}  // namespace

Series series_beside(const Tree& tree, std::span<const WeighedNodes* const> heaps, Scheduler& scheduler) {
  const ChildrenByName children(tree);
  std::vector<Task<Held>> tasks;
  tasks.reserve(heaps.size());
  for (const WeighedNodes* const heap : heaps) {
    tasks.push_back(scheduler.submit([&tree, &children, heap] { return held_by(*heap, tree, children); }));
  }
  Series series;
  series.heaps = heaps.size();
  series.self.resize(tree.nodes.size() * heaps.size());
  series.total.resize(series.self.size());
  for (std::size_t heap = 0; heap < heaps.size(); ++heap) {
    const Held held = tasks[heap].get();
    for (std::size_t node = 0; node < tree.nodes.size(); ++node) {
      series.self[node * heaps.size() + heap] = held.self[node];
      series.total[node * heaps.size() + heap] = held.total[node];
    }
  }
  return series;
}

}  // namespace heapgraph
