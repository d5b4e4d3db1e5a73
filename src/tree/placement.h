// SPDX-License-Identifier: MIT
// Placement of objects in a tree of names, independent of their weights.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/id_map.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Position of a node in a tree of names. The root is 0, and parents come before their children.
enum class PlaceId : std::uint32_t { root = 0, none = 0xffffffff };

constexpr std::size_t index(PlaceId id) {
  return static_cast<std::size_t>(id);
}

/// The nodes, as the error for too many of them calls them.
inline constexpr std::string_view nodes_in_tree = "nodes in the tree";

/// Node of a tree of names. Siblings have different names. The root has neither parent nor name.
struct PlaceNode {
  PlaceId parent = PlaceId::none;
  NameId name = NameId::none;
};

/// Tree of names with the node of each object.
struct Placement {
  std::vector<PlaceNode> nodes;
  IdMap<ObjectId, PlaceId> node_of;  ///< `none` for unreachable objects
  std::shared_ptr<const NameTable> names;
};

}  // namespace heapgraph
