// SPDX-License-Identifier: MIT
// A placement while it grows: finds or makes the child of a node by name.
#pragma once

#include <cstdint>
#include <vector>

#include "heap/index_table.h"
#include "heap/names.h"
#include "tree/placement.h"

namespace heapgraph {

/// A walk asks for the children of one node in a row, and most nodes never again. So a node's children are
/// first only a run of nodes, found by the node last made for each name; when the node is asked again after
/// others were made, its children move to a hash table.
class NodeTable {
 public:
  /// With the root alone.
  NodeTable() : nodes_{PlaceNode{}}, first_children_{nobody} {}

  /// Makes room at once for about so many nodes.
  void reserve(std::size_t nodes);

  /// O(1).
  PlaceId child(PlaceId parent, NameId name);

  const std::vector<PlaceNode>& nodes() const { return nodes_; }
  std::vector<PlaceNode> take() { return std::move(nodes_); }

 private:
  static constexpr std::uint32_t nobody = 0;  // the root is no child
  static constexpr std::uint32_t in_table = 0xffffffff;

  PlaceId child_in_run(PlaceId parent, NameId name);
  PlaceId child_in_table(PlaceId parent, NameId name);
  void move_to_table(PlaceId parent);
  std::uint32_t find_or_insert(std::uint32_t next, PlaceId parent, NameId name);
  void add(PlaceId parent, NameId name);

  std::vector<PlaceNode> nodes_;
  /// Of each node: where its run of children begins, `nobody` or `in_table`.
  std::vector<std::uint32_t> first_children_;
  PlaceId parent_of_last_run_ = PlaceId::none;
  std::vector<std::uint32_t> last_of_name_;  ///< in a run
  IndexTable children_;
};

/// The node on which a holder puts the target of a reference of that name.
inline PlaceId target_node(NodeTable& nodes, PlaceId holder, NameId name, const NameTable& names) {
  if (name == NameId::none) return holder;
  if (!NameTable::is_path(name)) return nodes.child(holder, name);
  for (const NameId part : names.path_of(name)) holder = nodes.child(holder, part);
  return holder;
}

}  // namespace heapgraph
