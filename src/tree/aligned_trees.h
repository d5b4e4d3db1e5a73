// SPDX-License-Identifier: MIT
// The trees of several heaps laid over each other: nodes of one path are one node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "heap/names.h"
#include "heapgraph/tree.h"
#include "tree/arrange.h"
#include "tree/fold_tree.h"
#include "tree/node_table.h"

namespace heapgraph {

struct TreeWithColumns {
  Tree tree;
  TreeColumns columns;
  /// By node, if the tree is folded; else empty. See `FoldedTree`.
  std::vector<std::uint64_t> repeats;
  std::vector<FoldedName> names;
};

/// The tree as it is with what is known of its folding. O(nodes).
FoldedTree as_folded(const TreeWithColumns& tree);

class AlignedTrees {
 public:
  /// Adds the nodes of the next heap with all that is alive there. Nothing of `heap` is needed after that: 20
  /// bytes are kept for each node that holds more or less than in the heap before. O(nodes).
  void add(const WeighedNodes& heap);

  /// What is alive in each heap on the nodes of a tree, which is not folded, and below them. Call it before
  /// `fold`. O(nodes of all).
  Series beside(const Tree& tree);

  /// Folds all heaps alike: nodes that fold in the tree of all that any of the heaps holds become one. A
  /// node that stands for siblings repeats as often as the last heap that has it says. Call it after all
  /// heaps are added. O(nodes * heaps + nodes log nodes).
  void fold();

  /// The nodes that differ between the first heap and the last. A node's own weight is by how much it holds
  /// more or less; the column `more` holds the part that is an increase.
  TreeWithColumns difference() const;

 private:
  /// Nodes that hold more or less than in the heap before, with what they hold.
  struct Changes {
    std::vector<PlaceId> nodes;
    std::vector<Cost> selves;
  };

  template <class Nodes>
  std::vector<PlaceId> find_or_add(const Nodes& nodes, const NameTable& names);
  static Changes changes_between(const std::vector<Cost>& last, const std::vector<Cost>& selves);
  /// Turns what the nodes hold in the heap before `heap` into what they hold there.
  void advance(std::vector<Cost>& selves, std::size_t heap) const;
  std::vector<Cost> totals_of(std::vector<Cost> selves) const;
  Series series_at(const std::vector<PlaceId>& nodes) const;
  TreeWithColumns tree_of(const std::vector<Cost>& weights, const std::vector<std::uint64_t>& more) const;

  NodeTable nodes_;
  NameTable names_;
  std::shared_ptr<const Vocabulary> vocabulary_;  ///< of the last heap
  std::vector<ColourGroup> contents_;             ///< of the last heap that has the node
  std::vector<Changes> changes_;                  ///< of each heap
  std::vector<Cost> last_;  ///< what each node holds in the last heap; nodes that came later are not in it
  std::vector<std::uint64_t> repeats_;    ///< empty unless folded
  std::vector<FoldedName> folded_names_;  ///< likewise
};

}  // namespace heapgraph
