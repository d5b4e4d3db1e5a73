// SPDX-License-Identifier: MIT
// Alignment of the trees of several heaps: nodes with the same path are one node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "heap/names.h"
#include "heapgraph/tree.h"
#include "tree/arrange.h"
#include "tree/node_table.h"

namespace heapgraph {

struct TreeWithColumns {
  Tree tree;
  TreeColumns columns;
};

/// Union of the trees of several heaps, with the self cost of each node in each heap.
class AlignedTrees {
 public:
  /// Adds the nodes of the next heap, weighed with all that is alive there. Heaps are added oldest
  /// first. O(nodes).
  void add(const WeighedNodes& heap);

  /// Cost in each heap at the path of each node of `tree`, which is a tree of one of the heaps.
  /// O(aligned nodes * heaps).
  Series series_on(const Tree& tree);

  /// Tree of the nodes whose self cost differs between the first and the last heap, and their ancestors.
  /// The self weight of a node is the absolute difference. The column `more` is the part by which nodes
  /// hold more.
  TreeWithColumns difference() const;

  /// Tree of the nodes that grow in every interval, and their ancestors. The self weight of a node is
  /// the part of its slope, in bytes per interval, that the growing nodes below do not explain. A total
  /// is therefore close to the slope of the node.
  TreeWithColumns growing() const;

 private:
  template <class Nodes>
  std::vector<PlaceId> find_or_add(const Nodes& nodes, const NameTable& names);
  const Cost& self(std::size_t heap, PlaceId node) const;
  std::vector<std::vector<Cost>> totals() const;
  Series series_at(const std::vector<PlaceId>& nodes) const;
  TreeWithColumns tree_of(const std::vector<Cost>& weights, const std::vector<std::uint64_t>& more) const;

  NodeTable nodes_;
  NameTable names_;
  std::shared_ptr<const Vocabulary> vocabulary_;  ///< vocabulary of the last heap
  std::vector<ColourGroup> contents_;      ///< by node: colour group in the last heap where it has objects
  std::vector<std::vector<Cost>> selves_;  ///< by heap, then node; nodes that were added later are missing
};

}  // namespace heapgraph
