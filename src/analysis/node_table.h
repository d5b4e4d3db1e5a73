// SPDX-License-Identifier: MIT
// A placement while it grows: finds or makes the child of a node by name.
#pragma once

#include "heapgraph/index_table.h"
#include "heapgraph/tree.h"

namespace heapgraph {

class NodeTable {
 public:
  /// With the root alone.
  NodeTable() : nodes_{Placement::Node{}} {}

  /// Makes room at once for about so many nodes.
  void reserve(std::size_t nodes);

  /// O(1).
  NodeId child(NodeId parent, NameId name);

  std::vector<Placement::Node> take() { return std::move(nodes_); }

 private:
  std::vector<Placement::Node> nodes_;
  IndexTable children_;
};

}  // namespace heapgraph
