// SPDX-License-Identifier: MIT
// Where each object sits: at the first path that reaches it.
//
// A breadth-first walk from the roots, in the order of the dump. The edges of a snapshot are in the order of
// the walk already, and carry the name of the child node on which they put their target, or none to put it on
// the holder's own node. Only a thread's stack has a rule of its own: its slots sit under `__stack`, those
// from the start of a function's frame on under the frame's name there, and a local variable under its name
// in the frame.
#include <vector>

#include "analysis/followed_edges.h"
#include "analysis/node_table.h"
#include "heapgraph/large_array.h"
#include "heapgraph/tree.h"
#include "snapshot/edge_names.h"

namespace heapgraph {
namespace {

class Walk {
 public:
  Walk(const Snapshot& snapshot, bool follow_weak) : snapshot_(snapshot), follow_weak_(follow_weak) {
    reserve_large(node_of_, snapshot.object_count());
    node_of_.assign(snapshot.object_count(), NodeId::none);
    // About half of the objects of a program have a name of their own.
    nodes_.reserve(snapshot.object_count() / 2);
    reserve_large(reached_, snapshot.object_count());
  }

  Placement place() {
    for (const Root& root : snapshot_.roots()) visit(root.object, NodeId::root, root.name);
    // The queue is the objects in the order in which they were reached.
    std::size_t next = 0;
    while (next < reached_.size()) leave(reached_[next++]);
    return {nodes_.take(), std::move(node_of_)};
  }

 private:
  bool is_new(ObjectId object) const { return node_of_[index(object)] == NodeId::none; }

  /// Puts the object on the child of that name, or on the node itself if there is no name.
  void visit(ObjectId object, NodeId node, NameId name) {
    if (!is_new(object)) return;
    node_of_[index(object)] = name == NameId::none ? node : nodes_.child(node, name);
    reached_.push_back(object);
  }

  void leave(ObjectId holder) {
    const NodeId node = node_of_[index(holder)];
    NameId frame = NameId::none;
    for (const Edge edge : snapshot_.edges(holder)) {
      if (edge.kind == EdgeKind::stack_frame) frame = edge.name;
      if (!is_followed(edge, follow_weak_) || !is_new(edge.target)) continue;
      switch (edge.kind) {
        case EdgeKind::stack_frame:
        case EdgeKind::stack_slot:
          visit(edge.target, stack_node(node, frame), NameId::none);
          break;
        case EdgeKind::stack_local:
          // Without a frame a slot's name means nothing.
          visit(edge.target, stack_node(node, frame), frame == NameId::none ? NameId::none : edge.name);
          break;
        default:
          visit(edge.target, node, edge.name);
      }
    }
  }

  NodeId stack_node(NodeId thread, NameId frame) {
    const NodeId stack = nodes_.child(thread, edge_names::stack);
    return frame == NameId::none ? stack : nodes_.child(stack, frame);
  }

  const Snapshot& snapshot_;
  bool follow_weak_;
  NodeTable nodes_;
  std::vector<NodeId> node_of_;
  std::vector<ObjectId> reached_;
};

}  // namespace

Placement place_by_first_path(const Snapshot& snapshot, bool follow_weak) {
  return Walk(snapshot, follow_weak).place();
}

}  // namespace heapgraph
