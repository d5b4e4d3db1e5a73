// SPDX-License-Identifier: MIT
// Placement of each object at the first path that reaches it.
//
// The walk is breadth-first and takes the roots in the order of the dump. The edges of a snapshot are in
// the order of the walk already.
#include "tree/place_by_path.h"

#include <utility>

#include "base/large_array.h"
#include "graph/walk.h"
#include "tree/node_table.h"

namespace heapgraph {
namespace {

class PathPlacer {
 public:
  PathPlacer(const Snapshot& snapshot, bool with_steps) : names_(*snapshot.names()) {
    const std::size_t objects = snapshot.object_count();
    if (with_steps) steps_.assign(objects, FirstStep{});
    reserve_large(node_of_.values(), objects);
    node_of_.values().assign(objects, PlaceId::none);
    // In a typical program there is about one node for two objects.
    nodes_.reserve(objects / 2);
  }

  void root(const Root& root) {
    if (!steps_.empty()) steps_[index(root.object)].name = root.name;
    node_of_[root.object] = nodes_.child(PlaceId::root, root.name);
  }
  void leave(ObjectId holder) {
    holder_ = holder;
    node_of_holder_ = node_of_[holder];
  }
  void reach(const Edge& edge) {
    if (!steps_.empty()) steps_[index(edge.target)] = {holder_, edge.name, edge.kind};
    node_of_[edge.target] = target_node(nodes_, node_of_holder_, edge.name, names_);
  }

  PathPlacement take(std::vector<bool> is_reached, std::shared_ptr<const NameTable> names) {
    return {{nodes_.take(), std::move(node_of_), std::move(names)}, std::move(steps_), std::move(is_reached)};
  }

 private:
  const NameTable& names_;
  NodeTable nodes_;
  IdMap<ObjectId, PlaceId> node_of_;
  FirstSteps steps_;
  ObjectId holder_ = ObjectId::none;
  PlaceId node_of_holder_ = PlaceId::none;
};

}  // namespace

PathPlacement place_by_path(const Snapshot& snapshot, bool follow_weak, bool with_steps) {
  PathPlacer placer(snapshot, with_steps);
  std::vector<bool> is_reached = walk_breadth_first(snapshot, follow_weak, placer);
  return placer.take(std::move(is_reached), snapshot.names());
}

}  // namespace heapgraph
