// SPDX-License-Identifier: MIT
// Reachability of objects from the roots.
#include "graph/reach.h"

#include "graph/walk.h"

namespace heapgraph {
namespace {

struct NoVisitor {
  void root(const Root& /*root*/) {}
  void leave(ObjectId /*holder*/) {}
  void reach(const Edge& /*edge*/) {}
};

}  // namespace

std::vector<bool> find_reached(const Snapshot& snapshot, bool follow_weak) {
  NoVisitor visitor;
  return walk_breadth_first(snapshot, follow_weak, visitor);
}

}  // namespace heapgraph
