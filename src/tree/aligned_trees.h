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
#include "tree/node_table.h"

namespace heapgraph {

struct TreeWithColumns {
  Tree tree;
  TreeColumns columns;
};

class AlignedTrees {
 public:
  /// Adds the nodes of the next heap with all that is alive there. O(nodes).
  void add(const WeighedNodes& heap);

  /// The nodes that differ between the first heap and the last. A node's own weight is by how much it holds
  /// more or less; the column `more` holds the part that is an increase.
  TreeWithColumns difference() const;

  /// The nodes that grow in every interval, and their ancestors. A total is about the slope: a node's own
  /// weight is the part of the slope that the growing nodes below it do not explain.
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
  std::shared_ptr<const Vocabulary> vocabulary_;  ///< of the last heap
  std::vector<ColourGroup> contents_;             ///< of the last heap that has the node
  std::vector<std::vector<Cost>> selves_;         ///< of each heap; nodes that came later are not in it
};

}  // namespace heapgraph
