// SPDX-License-Identifier: MIT
// Nodes with weights of their own -> a tree: totals and order.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/id_map.h"
#include "graph/weights.h"
#include "heapgraph/tree.h"
#include "tree/placement.h"

namespace heapgraph {

/// The nodes that a tree keeps of others: parents before children, the root among them.
struct NodesInUse {
  std::vector<PlaceNode> nodes;
  IdMap<PlaceId, PlaceId> number_of;  ///< of each node there was; `none` if it is not kept
};

/// Keeps the nodes whose mark is not `none`, and those above them. O(nodes).
NodesInUse keep_marked(const std::vector<PlaceNode>& nodes, IdMap<PlaceId, PlaceId> marks);

/// The weight of a node by itself.
struct NodeWeight {
  Cost self;
  ColourGroup content{};
};

/// The nodes of a placement that hold something that counts, and those above them.
struct WeighedNodes {
  NodesInUse used;
  std::vector<NodeWeight> weights;    ///< beside the nodes in use
  std::vector<std::uint64_t> growth;  ///< bytes, likewise; empty if growth is not measured
  std::shared_ptr<const NameTable> names;
  std::shared_ptr<const Vocabulary> vocabulary;
};

/// O(objects + nodes).
WeighedNodes weigh(const Placement& placement, const Snapshot& snapshot, const Weights& weights);

template <class Id>
struct Arranged {
  TreeOf<Id> tree;
  std::vector<PlaceId> origin;  ///< of each node of the tree: the node it was given as
};

/// `nodes` with parents before children, `weights` beside them. O(nodes log nodes).
/// Defined for trees and folded trees.
template <class Id>
Arranged<Id> arrange(const std::vector<PlaceNode>& nodes, const std::vector<NodeWeight>& weights,
                     std::shared_ptr<const NameTable> names);

/// A column beside the nodes of a tree from each node's own bytes. O(nodes).
template <class Id>
ByteColumn add_up(const TreeOf<Id>& tree, std::vector<std::uint64_t> self) {
  ByteColumn column = {self, std::move(self)};
  for (std::size_t i = tree.nodes.size(); i-- > 1;) {
    column.total[index(tree.nodes[i].parent)] += column.total[i];
  }
  return column;
}

/// A placement with weights as a tree.
struct PlacedTree {
  Tree tree;
  ByteColumn growth;                   ///< empty if growth is not measured
  IdMap<PlaceId, NodeId> position_of;  ///< of each node of the placement; `none` if it is left out
};

/// O(objects + nodes log nodes).
PlacedTree build_tree(const Placement& placement, const Snapshot& snapshot, const Weights& weights);

}  // namespace heapgraph
