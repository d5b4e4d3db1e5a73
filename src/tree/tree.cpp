// SPDX-License-Identifier: MIT
// A placement times a cost: the tree that every format prints.
#include "heapgraph/tree.h"

#include <utility>

#include "heap/names.h"
#include "tree/arrange.h"

namespace heapgraph {

std::string_view name_of(TreeKind kind) {
  return kind == TreeKind::dominators ? "dominators" : "paths";
}

std::string_view Tree::name(NodeId id) const {
  return names->text(nodes[index(id)].name);
}

Tree build_tree(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of,
                std::vector<NodeId>* position_of) {
  WeighedNodes weighed = weigh(placement, snapshot, cost_of);
  ArrangedTree arranged = arrange(weighed.used.nodes, weighed.costs, weighed.names);
  arranged.tree.vocabulary = snapshot.vocabulary();
  if (position_of != nullptr) {
    std::vector<NodeId> position_of_used(weighed.used.nodes.size(), NodeId::none);
    for (std::size_t i = 0; i < arranged.origin.size(); ++i) {
      position_of_used[index(arranged.origin[i])] = static_cast<NodeId>(i);
    }
    *position_of = std::move(weighed.used.number_of);
    for (NodeId& node : *position_of) {
      if (node != NodeId::none) node = position_of_used[index(node)];
    }
  }
  return std::move(arranged.tree);
}

}  // namespace heapgraph
