// SPDX-License-Identifier: MIT
// A place in the tree for the objects that no root reaches.
#include "tree/place_unreached.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/narrow.h"
#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

/// Node below `parent`, made if it is missing. A heap may have a root of the same name. O(nodes).
PlaceId child(std::vector<PlaceNode>& nodes, PlaceId parent, NameId name) {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const PlaceNode& node) {
    return node.parent == parent && node.name == name;
  });
  if (found == nodes.end()) {
    const auto added = narrow_position<PlaceId>(nodes.size(), nodes_in_tree);
    nodes.push_back({parent, name});
    return added;
  }
  return static_cast<PlaceId>(found - nodes.begin());
}

}  // namespace

void place_unreached(Placement& placement, const Snapshot& snapshot) {
  std::vector<PlaceId> node_of_type(snapshot.vocabulary()->types.size(), PlaceId::none);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (placement.node_of[id] != PlaceId::none) continue;
    const TypeId type = snapshot.type(id);
    PlaceId& node = node_of_type[static_cast<std::size_t>(type)];
    if (node == PlaceId::none) {
      const PlaceId top = child(placement.nodes, PlaceId::root, placement.names->find(unreached_name));
      node = child(placement.nodes, top, placement.names->find(snapshot.name_of(type)));
    }
    placement.node_of[id] = node;
  }
}

}  // namespace heapgraph
