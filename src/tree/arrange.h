// SPDX-License-Identifier: MIT
// Arrangement of weighed nodes as a tree: totals and order.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/id_map.h"
#include "graph/weights.h"
#include "heapgraph/tree.h"
#include "tree/placement.h"

namespace heapgraph {

/// Nodes that are kept of a larger tree of names, with the root first and parents before children.
struct NodesInUse {
  std::vector<PlaceNode> nodes;
  IdMap<PlaceId, PlaceId> number_of;  ///< position of each original node; `none` if it is left out
};

/// Keeps the nodes whose mark is not `none`, and their ancestors. O(nodes).
NodesInUse keep_marked(const std::vector<PlaceNode>& nodes, IdMap<PlaceId, PlaceId> marks);

/// Weight of a node without its descendants.
struct NodeWeight {
  Cost self;
  ColourGroup content{};  ///< colour group of most of the bytes
};

/// Weight of each node with its descendants. `nodes` must have parents before children, and `weights` must
/// be indexed alike. O(nodes).
std::vector<Cost> total_costs(const std::vector<PlaceNode>& nodes, const std::vector<NodeWeight>& weights);

/// Nodes of a placement with objects that count, and their ancestors.
struct WeighedNodes {
  NodesInUse used;
  std::vector<NodeWeight> weights;    ///< indexed like `used.nodes`
  std::vector<std::uint64_t> growth;  ///< in bytes, indexed likewise; empty if growth is not measured
  std::shared_ptr<const NameTable> names;
  std::shared_ptr<const Vocabulary> vocabulary;
};

/// Adds up the weights of the objects on each node. O(objects + nodes).
WeighedNodes weigh(const Placement& placement, const Snapshot& snapshot, const Weights& weights);

template <class Id>
struct Arranged {
  TreeOf<Id> tree;
  std::vector<PlaceId> origin;  ///< by node of the tree: position of the node in the input
};

/// Computes totals and puts nodes in the order of a tree. `nodes` must have parents before children, and
/// `weights` must be indexed alike. The template is instantiated for `NodeId` and `FoldedId`.
/// O(nodes log nodes).
template <class Id>
Arranged<Id> arrange(const std::vector<PlaceNode>& nodes, const std::vector<NodeWeight>& weights,
                     const std::shared_ptr<const NameTable>& names);

/// Column of a tree with totals, from the bytes of each node by itself. O(nodes).
template <class Id>
ByteColumn add_up(const TreeOf<Id>& tree, std::vector<std::uint64_t> self) {
  ByteColumn column = {self, std::move(self)};
  for (std::size_t i = tree.nodes.size(); i-- > 1;) {
    column.total[index(tree.nodes[i].parent)] += column.total[i];
  }
  return column;
}

/// Tree of a placement under a measure.
struct PlacedTree {
  Tree tree;
  ByteColumn growth;                   ///< empty if growth is not measured
  IdMap<PlaceId, NodeId> position_of;  ///< by node of the placement; `none` if it is left out
};

/// Weighs the nodes of a placement and arranges them as a tree. O(objects + nodes log nodes).
PlacedTree build_tree(const Placement& placement, const Snapshot& snapshot, const Weights& weights);

}  // namespace heapgraph
