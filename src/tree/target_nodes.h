// SPDX-License-Identifier: MIT
// On which nodes the targets of one holder sit: the one rule for every placement.
//
// The edges of a snapshot carry the name of the child node on which they put their target, or none to put it
// on the holder's own node. Only a thread's stack has a rule of its own: its slots sit under `__stack`, those
// from the start of a function's frame on under the frame's name there, and a local variable under its name
// in the frame.
#pragma once

#include "runtimes/luau/edge_names.h"
#include "tree/node_table.h"

namespace heapgraph {

/// All edges of the holder must pass, in their order.
class TargetNodes {
 public:
  TargetNodes(NodeTable& nodes, PlaceId holder) : nodes_(nodes), holder_(holder) {}

  void pass(const Edge& edge) {
    if (edge.kind == EdgeKind::stack_frame) frame_ = edge.name;
  }

  /// The node of the target of the edge that passed last.
  PlaceId node_for(const Edge& edge) const {
    switch (edge.kind) {
      case EdgeKind::stack_frame:
      case EdgeKind::stack_slot:
        return stack_node();
      case EdgeKind::stack_local:
        // Without a frame a slot's name means nothing.
        return frame_ == NameId::none ? stack_node() : nodes_.child(stack_node(), edge.name);
      default:
        return edge.name == NameId::none ? holder_ : nodes_.child(holder_, edge.name);
    }
  }

 private:
  PlaceId stack_node() const {
    const PlaceId stack = nodes_.child(holder_, edge_names::stack);
    return frame_ == NameId::none ? stack : nodes_.child(stack, frame_);
  }

  NodeTable& nodes_;
  PlaceId holder_;
  NameId frame_ = NameId::none;
};

}  // namespace heapgraph
