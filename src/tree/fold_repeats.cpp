// SPDX-License-Identifier: MIT
// Chains of repeating names folded into one node each.
//
// From each node that is in no chain yet, the cycle is tried that its widest descendants spell: of one name,
// of two, up to `longest_cycle`. Siblings have different names, so a chain has only one way on once its cycle
// is known. A chain that is too short is given up after at most `longest_cycle * fewest_repeats` steps, so
// the search is linear. Then every node goes to the child of its parent's new node that has its name, or to
// its chain's.
#include "tree/fold_repeats.h"

#include <memory>
#include <string>
#include <utility>

#include "heap/names.h"
#include "tree/arrange.h"
#include "tree/extended_names.h"
#include "tree/node_table.h"
#include "tree/subtrees.h"

namespace heapgraph {
namespace {

/// Moves about a tree in pre-order.
class Navigator {
 public:
  explicit Navigator(const Tree& tree) : tree_(tree), ends_(subtree_ends(tree)) {}

  NodeId widest_child(NodeId node) const {
    return index(node) + 1 < ends_[index(node)] ? static_cast<NodeId>(index(node) + 1) : NodeId::none;
  }

  NodeId child_named(NodeId node, NameId name) const {
    for (std::size_t child = index(node) + 1; child < ends_[index(node)]; child = ends_[child]) {
      if (tree_.nodes[child].name == name) return static_cast<NodeId>(child);
    }
    return NodeId::none;
  }

 private:
  const Tree& tree_;
  std::vector<std::uint32_t> ends_;
};

/// Fills `chain` with the nodes from `top` down whose names repeat with a cycle of `length`, whole cycles
/// only. False if it is too short to fold.
bool find_chain(NodeId top, std::uint32_t length, const Tree& tree, const Navigator& go,
                std::vector<NodeId>& chain) {
  chain.assign(1, top);
  while (true) {
    NodeId next = NodeId::none;
    if (chain.size() < length) {
      next = go.widest_child(chain.back());
    } else {
      next = go.child_named(chain.back(), tree.nodes[index(chain[chain.size() - length])].name);
    }
    if (next == NodeId::none) break;
    chain.push_back(next);
  }
  chain.resize(chain.size() - chain.size() % length);
  return chain.size() >= std::size_t{length} * fewest_repeats;
}

struct Chain {
  std::vector<NameId> cycle;
  std::uint64_t times = 0;
};

struct Chains {
  std::vector<NodeId> top_of;                    ///< of each node in a chain, else `none`
  std::vector<std::pair<NodeId, Chain>> by_top;  ///< in the order of the tree
};

Chains find_chains(const Tree& tree) {
  const Navigator go(tree);
  Chains chains;
  chains.top_of.assign(tree.nodes.size(), NodeId::none);
  std::vector<NodeId> nodes;
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    if (chains.top_of[i] != NodeId::none) continue;
    const auto top = static_cast<NodeId>(i);
    for (std::uint32_t length = 1; length <= longest_cycle; ++length) {
      if (!find_chain(top, length, tree, go, nodes)) continue;
      Chain chain;
      for (std::uint32_t k = 0; k < length; ++k) chain.cycle.push_back(tree.nodes[index(nodes[k])].name);
      chain.times = nodes.size() / length;
      for (const NodeId node : nodes) chains.top_of[index(node)] = top;
      chains.by_top.emplace_back(top, std::move(chain));
      break;
    }
  }
  return chains;
}

/// Of a chain: the names of its cycle, joined.
NameId name_of_cycle(const std::vector<NameId>& cycle, ExtendedNames& names) {
  if (cycle.size() == 1) return cycle.front();
  std::string joined;
  for (const NameId part : cycle) {
    if (!joined.empty()) joined += '/';
    joined += names.table()->text(part);
  }
  return names.intern(joined);
}

}  // namespace

FoldedTree fold_repeats(const Tree& tree) {
  const Chains chains = find_chains(tree);
  if (chains.by_top.empty()) {
    std::vector<NodeId> same(tree.nodes.size());
    for (std::size_t i = 0; i < same.size(); ++i) same[i] = static_cast<NodeId>(i);
    return {tree, std::vector<std::uint64_t>(tree.nodes.size(), 1), std::move(same)};
  }

  ExtendedNames names(tree.names);
  NodeTable nodes;
  std::vector<NodeId> folded = {NodeId::root};  // of each node of the tree
  std::vector<NodeCost> costs = {{tree.root().self, tree.root().content}};
  std::vector<std::uint64_t> heaviest_self = {0};  // decides the content of merged nodes
  std::vector<std::uint64_t> repeats = {1};
  folded.reserve(tree.nodes.size());
  auto chain = chains.by_top.begin();
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    const TreeNode& node = tree.nodes[i];
    const NodeId top = chains.top_of[i];
    const bool is_top = top == static_cast<NodeId>(i);
    NodeId target = NodeId::none;
    if (top != NodeId::none && !is_top) {
      target = folded[index(top)];
    } else {
      target = nodes.child(folded[index(node.parent)],
                           is_top ? name_of_cycle(chain->second.cycle, names) : node.name);
    }
    folded.push_back(target);
    if (index(target) == costs.size()) {
      costs.push_back({Cost{}, node.content});
      heaviest_self.push_back(node.self.bytes);
      repeats.push_back(0);
    }
    costs[index(target)].self += node.self;
    if (is_top) {
      repeats[index(target)] += chain->second.times;
      ++chain;
    } else if (top == NodeId::none) {
      ++repeats[index(target)];
    }
    if (node.self.bytes > heaviest_self[index(target)]) {
      heaviest_self[index(target)] = node.self.bytes;
      costs[index(target)].content = node.content;
    }
  }

  ArrangedTree arranged = arrange(nodes.take(), costs, names.table());
  FoldedTree result;
  result.tree = std::move(arranged.tree);
  result.tree.vocabulary = tree.vocabulary;
  std::vector<NodeId> position_of(arranged.origin.size());
  for (std::size_t i = 0; i < arranged.origin.size(); ++i) {
    const NodeId origin = arranged.origin[i];
    result.repeats.push_back(repeats[index(origin)]);
    position_of[index(origin)] = static_cast<NodeId>(i);
  }
  for (const NodeId node : folded) result.node_of.push_back(position_of[index(node)]);
  return result;
}

Series fold_series(const FoldedTree& folded, const Tree& tree, const Series& series) {
  Series result;
  result.heaps = series.heaps;
  result.self.resize(folded.tree.nodes.size() * series.heaps);
  result.total.resize(result.self.size());
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const NodeId target = folded.node_of[i];
    const NodeId parent = tree.nodes[i].parent;
    // The first link of a chain holds the others.
    const bool is_in_parent = parent != NodeId::none && folded.node_of[index(parent)] == target;
    for (std::size_t heap = 0; heap < series.heaps; ++heap) {
      const std::size_t to = index(target) * series.heaps + heap;
      result.self[to] += series.self[i * series.heaps + heap];
      if (!is_in_parent) result.total[to] += series.total[i * series.heaps + heap];
    }
  }
  return result;
}

}  // namespace heapgraph
