// SPDX-License-Identifier: MIT
// Where each object sits: at the first path that reaches it.
//
// A breadth-first walk from the roots, in the order of the dump. The edges of a snapshot are in the order of
// the walk already.
#include <vector>

#include "base/large_array.h"
#include "graph/followed_edges.h"
#include "heapgraph/tree.h"
#include "tree/node_table.h"

namespace heapgraph {
namespace {

class Walk {
 public:
  Walk(const Snapshot& snapshot, bool follow_weak, FirstSteps* steps)
      : snapshot_(snapshot), follow_weak_(follow_weak), steps_(steps) {
    if (steps != nullptr) steps->assign(snapshot.object_count(), FirstStep{});
    reserve_large(node_of_, snapshot.object_count());
    node_of_.assign(snapshot.object_count(), NodeId::none);
    // About half of the objects of a program have a name of their own.
    nodes_.reserve(snapshot.object_count() / 2);
    reserve_large(reached_, snapshot.object_count());
  }

  Placement place() {
    for (const Root& root : snapshot_.roots()) {
      if (!is_new(root.object)) continue;
      if (steps_ != nullptr) (*steps_)[index(root.object)].name = root.name;
      visit(root.object, nodes_.child(NodeId::root, root.name));
    }
    // The queue is the objects in the order in which they were reached.
    std::size_t next = 0;
    while (next < reached_.size()) leave(reached_[next++]);
    return {nodes_.take(), std::move(node_of_), snapshot_.names()};
  }

 private:
  bool is_new(ObjectId object) const { return node_of_[index(object)] == NodeId::none; }

  void visit(ObjectId object, NodeId node) {
    node_of_[index(object)] = node;
    reached_.push_back(object);
  }

  void leave(ObjectId holder) {
    const NodeId node = node_of_[index(holder)];
    for (const Edge edge : snapshot_.edges(holder)) {
      if (!is_followed(edge, follow_weak_) || !is_new(edge.target)) continue;
      if (steps_ != nullptr) (*steps_)[index(edge.target)] = {holder, edge.name, edge.kind};
      visit(edge.target, target_node(nodes_, node, edge.name, *snapshot_.names()));
    }
  }

  const Snapshot& snapshot_;
  bool follow_weak_;
  FirstSteps* steps_;
  NodeTable nodes_;
  std::vector<NodeId> node_of_;
  std::vector<ObjectId> reached_;
};

}  // namespace

Placement place_by_first_path(const Snapshot& snapshot, bool follow_weak, FirstSteps* steps) {
  return Walk(snapshot, follow_weak, steps).place();
}

}  // namespace heapgraph
