// SPDX-License-Identifier: MIT
// Folding of chains of repeating names into one node each.
//
// The search starts at each node that is in no chain yet. It tries the cycles that the node and its heaviest
// descendants spell: of one name, of two, and so on up to `longest_cycle`. Siblings have different names, so
// a chain can continue in only one way once its cycle is known. A chain that is too short is abandoned after
// at most `longest_cycle * fewest_repeats` steps, so the search is linear. Then every link moves to the node
// of its chain, and every other node moves to the child of that name below the new node of its parent.
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

/// Lookup of children in a tree in pre-order.
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

/// Fills `chain` with the nodes from `top` down whose names repeat in a cycle of `length` names. Only
/// whole cycles are kept. Returns false if the chain is too short to fold.
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
  std::vector<NodeId> top_of;                    ///< by node: top of its chain; `none` outside chains
  std::vector<std::pair<NodeId, Chain>> by_top;  ///< in pre-order
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

/// Name of the folded node of a chain: the names of its cycle, joined by `/`.
NameId name_of_cycle(const std::vector<NameId>& cycle, ExtendedNames& names) {
  if (cycle.size() == 1) return cycle.front();
  std::string joined;
  for (const NameId part : cycle) {
    if (!joined.empty()) joined += '/';
    joined += names.table()->text(part);
  }
  return names.intern(joined);
}

FoldedTree unfolded(const Tree& tree) {
  FoldedTree same;
  same.tree.names = tree.names;
  same.tree.vocabulary = tree.vocabulary;
  same.tree.nodes.reserve(tree.nodes.size());
  same.node_of = IdMap<NodeId, FoldedId>(tree.nodes.size());
  same.repeats.assign(tree.nodes.size(), 1);
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const TreeNode& node = tree.nodes[i];
    const auto parent = static_cast<FoldedId>(node.parent);  // nodes keep their positions
    same.tree.nodes.push_back({parent, node.depth, node.name, node.content, node.self, node.total});
    same.node_of[static_cast<NodeId>(i)] = static_cast<FoldedId>(i);
  }
  return same;
}

/// Builder of the folded tree. Nodes are first put into a tree of names in the order of the original
/// tree, and are arranged at the end.
class Folding {
 public:
  Folding(const Tree& tree, const Chains& chains) : tree_(tree), chains_(chains), names_(tree.names) {
    place_of_.values().reserve(tree.nodes.size());
    place_of_.values().push_back(PlaceId::root);
    merged_.push_back({tree.root().self, tree.root().content});
    heaviest_self_.push_back(0);
    repeats_.push_back(1);
  }

  FoldedTree fold() {
    next_chain_ = chains_.by_top.begin();
    for (std::size_t i = 1; i < tree_.nodes.size(); ++i) add(static_cast<NodeId>(i));
    Arranged<FoldedId> arranged = arrange<FoldedId>(nodes_.take(), merged_, names_.table());
    FoldedTree folded;
    folded.tree = std::move(arranged.tree);
    folded.tree.vocabulary = tree_.vocabulary;
    for (const PlaceId place : arranged.origin) folded.repeats.push_back(repeats_[index(place)]);
    folded.node_of = place_of_.then(inverse<PlaceId, FoldedId>(arranged.origin, merged_.size()));
    return folded;
  }

 private:
  /// Puts a link of a chain on the node of the chain. Any other node goes to the child of its name below
  /// the new node of its parent; for the top of a chain, that name is the joined one.
  void add(NodeId id) {
    const TreeNode& node = tree_.nodes[index(id)];
    const NodeId top = chains_.top_of[index(id)];
    const bool is_top = top == id;
    const bool is_link = top != NodeId::none && !is_top;
    const PlaceId place =
        is_link ? place_of_[top]
                : nodes_.child(place_of_[node.parent],
                               is_top ? name_of_cycle(next_chain_->second.cycle, names_) : node.name);
    place_of_.values().push_back(place);
    if (index(place) == merged_.size()) {
      merged_.push_back({Cost{}, node.content});
      heaviest_self_.push_back(node.self.bytes);
      repeats_.push_back(0);
    }
    NodeWeight& merged = merged_[index(place)];
    merged.self += node.self;
    if (is_top) repeats_[index(place)] += (next_chain_++)->second.times;
    if (top == NodeId::none) ++repeats_[index(place)];
    if (node.self.bytes > heaviest_self_[index(place)]) {
      heaviest_self_[index(place)] = node.self.bytes;
      merged.content = node.content;
    }
  }

  const Tree& tree_;
  const Chains& chains_;
  ExtendedNames names_;
  NodeTable nodes_;
  IdMap<NodeId, PlaceId> place_of_;
  std::vector<NodeWeight> merged_;            ///< indexed by place
  std::vector<std::uint64_t> heaviest_self_;  ///< likewise; decides the content of merged nodes
  std::vector<std::uint64_t> repeats_;        ///< likewise
  std::vector<std::pair<NodeId, Chain>>::const_iterator next_chain_;
};

/// Calls `add(node, folded_node, is_in_parent)` for each node. Callers always add the value of the node
/// itself. They add the total unless the parent is a link of the same chain, since the total of the
/// first link includes the other links.
template <class Add>
void merge(const FoldedTree& folded, const Tree& tree, const Add& add) {
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const FoldedId target = folded.node_of[static_cast<NodeId>(i)];
    const NodeId parent = tree.nodes[i].parent;
    const bool is_in_parent = parent != NodeId::none && folded.node_of[parent] == target;
    add(i, index(target), is_in_parent);
  }
}

ByteColumn fold_column(const FoldedTree& folded, const Tree& tree, const ByteColumn& column) {
  ByteColumn result;
  if (column.empty()) return result;
  result.self.resize(folded.tree.nodes.size());
  result.total.resize(folded.tree.nodes.size());
  merge(folded, tree, [&](std::size_t from, std::size_t to, bool is_in_parent) {
    result.self[to] += column.self[from];
    if (!is_in_parent) result.total[to] += column.total[from];
  });
  return result;
}

}  // namespace

FoldedTree fold_repeats(const Tree& tree) {
  const Chains chains = find_chains(tree);
  return chains.by_top.empty() ? unfolded(tree) : Folding(tree, chains).fold();
}

TreeColumns fold_columns(const FoldedTree& folded, const Tree& tree, const TreeColumns& columns) {
  return {fold_column(folded, tree, columns.growth),
          fold_column(folded, tree, columns.more),
          {},
          fold_series(folded, tree, columns.series)};
}

Series fold_series(const FoldedTree& folded, const Tree& tree, const Series& series) {
  Series result;
  result.heaps = series.heaps;
  result.self.resize(folded.tree.nodes.size() * series.heaps);
  result.total.resize(result.self.size());
  merge(folded, tree, [&](std::size_t from, std::size_t to, bool is_in_parent) {
    for (std::size_t heap = 0; heap < series.heaps; ++heap) {
      result.self[to * series.heaps + heap] += series.self[from * series.heaps + heap];
      if (!is_in_parent) {
        result.total[to * series.heaps + heap] += series.total[from * series.heaps + heap];
      }
    }
  });
  return result;
}

}  // namespace heapgraph
