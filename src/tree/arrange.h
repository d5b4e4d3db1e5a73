// SPDX-License-Identifier: MIT
// Nodes with their own costs -> a Tree: totals and order.
#pragma once

#include <memory>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

/// The nodes that a tree keeps of others: parents before children, the root among them.
struct NodesInUse {
  std::vector<Placement::Node> nodes;
  std::vector<NodeId> number_of;  ///< of each node there was, `none` if it is not kept
};

/// Keeps the nodes whose mark is not `none`, and those above them. O(nodes).
NodesInUse keep_marked(const std::vector<Placement::Node>& nodes, std::vector<NodeId> marks);

/// What a node holds itself.
struct NodeCost {
  Cost self;
  ColourGroup content{};
};

/// The nodes of a placement that hold something, and those above them.
struct WeighedNodes {
  NodesInUse used;
  std::vector<NodeCost> costs;  ///< beside the nodes in use
  std::shared_ptr<const NameTable> names;
  std::shared_ptr<const Vocabulary> vocabulary;
};

/// O(objects + nodes).
WeighedNodes weigh(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of);

struct ArrangedTree {
  Tree tree;
  std::vector<NodeId> origin;  ///< of each node of the tree: the node it was given as
};

/// `nodes` with parents before children, `costs` beside them. O(nodes log nodes).
ArrangedTree arrange(const std::vector<Placement::Node>& nodes, const std::vector<NodeCost>& costs,
                     std::shared_ptr<const NameTable> names);

}  // namespace heapgraph
