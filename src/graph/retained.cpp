// SPDX-License-Identifier: MIT
// Retained sizes of objects and of the nodes of a tree.
#include "graph/retained.h"

namespace heapgraph {

std::vector<std::uint64_t> retained_bytes(const Snapshot& snapshot, const Dominators& dominators) {
  std::vector<std::uint64_t> retained(dominators.immediate.size(), 0);
  for (auto object = dominators.order.rbegin(); object != dominators.order.rend(); ++object) {
    retained[index(*object)] += snapshot.size(*object);
    const ObjectId dominator = dominators.immediate[index(*object)];
    if (dominator != ObjectId::none) retained[index(dominator)] += retained[index(*object)];
  }
  return retained;
}

namespace {

/// Objects that each object dominates immediately, in compressed-sparse-row form. The last row is that
/// of the virtual root.
struct DominatorTree {
  std::vector<std::uint32_t> first;
  std::vector<ObjectId> dominated;
};

DominatorTree tree_of(const Dominators& dominators) {
  const std::size_t objects = dominators.immediate.size();
  const auto row_of = [&](ObjectId dominator) {
    return dominator == ObjectId::none ? objects : index(dominator);
  };
  DominatorTree tree;
  std::vector<std::uint32_t>& first = tree.first;
  first.assign(objects + 2, 0);
  for (const ObjectId object : dominators.order) ++first[row_of(dominators.immediate[index(object)])];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  tree.dominated.resize(dominators.order.size());
  for (const ObjectId object : dominators.order) {
    tree.dominated[--first[row_of(dominators.immediate[index(object)])]] = object;
  }
  return tree;
}

}  // namespace

std::vector<std::uint64_t> retained_by_node(const Dominators& dominators,
                                            const std::vector<std::uint64_t>& retained,
                                            const IdMap<ObjectId, NodeId>& node_of, std::size_t node_count) {
  const DominatorTree tree = tree_of(dominators);
  std::vector<std::uint64_t> result(node_count, 0);
  std::vector<std::uint32_t> open(node_count, 0);  // by node: its objects that dominate the current one
  struct Visit {
    ObjectId object;
    bool is_leaving;
  };
  std::vector<Visit> stack;
  const auto push_dominated = [&](std::size_t row) {
    for (std::uint32_t i = tree.first[row]; i < tree.first[row + 1]; ++i) {
      stack.push_back({tree.dominated[i], false});
    }
  };
  push_dominated(dominators.immediate.size());
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    const NodeId node = node_of[visit.object];
    if (visit.is_leaving) {
      --open[index(node)];
      continue;
    }
    if (node != NodeId::none) {
      if (open[index(node)] == 0) result[index(node)] += retained[index(visit.object)];
      ++open[index(node)];
      stack.push_back({visit.object, true});
    }
    push_dominated(index(visit.object));
  }
  return result;
}

}  // namespace heapgraph
