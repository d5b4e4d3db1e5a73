// SPDX-License-Identifier: MIT
// The nodes of a placement while it grows, with lookup of children by name.
#pragma once

#include <cstdint>
#include <vector>

#include "heap/index_table.h"
#include "heap/names.h"
#include "tree/placement.h"

namespace heapgraph {

/// Builder of the nodes of a placement. A walk asks for the children of one node in succession, and for
/// most nodes never again. Therefore the children of a node start as a run of consecutive nodes, found
/// by the last node made for each name. If the node is asked again after other nodes were made, its
/// children move to a hash table.
class NodeTable {
 public:
  /// Table with the root alone.
  NodeTable() : nodes_{PlaceNode{}}, first_children_{nobody} {}

  /// Reserves memory for about this many nodes.
  void reserve(std::size_t nodes);

  /// Child of `parent` with this name, made if it is missing. O(1).
  PlaceId child(PlaceId parent, NameId name);

  const std::vector<PlaceNode>& nodes() const { return nodes_; }
  std::vector<PlaceNode> take() { return std::move(nodes_); }

 private:
  static constexpr std::uint32_t nobody = 0;  // the position of the root, which is no child
  static constexpr std::uint32_t in_table = 0xffffffff;

  PlaceId child_in_run(PlaceId parent, NameId name);
  PlaceId child_in_table(PlaceId parent, NameId name);
  void move_to_table(PlaceId parent);
  std::uint32_t find_or_insert(std::uint32_t next, PlaceId parent, NameId name);
  std::uint32_t next_node() const;
  void add(PlaceId parent, NameId name);

  std::vector<PlaceNode> nodes_;
  /// By node: position of the first child in its run, or `nobody` or `in_table`.
  std::vector<std::uint32_t> first_children_;
  PlaceId parent_of_last_run_ = PlaceId::none;
  std::vector<std::uint32_t> last_of_name_;  ///< by name: last node made for it in a run
  IndexTable children_;
};

/// Node of the target of a reference called `name` from an object on node `holder`. A name that is a
/// path leads several levels down. Without a name, the target is on the same node.
inline PlaceId target_node(NodeTable& nodes, PlaceId holder, NameId name, const NameTable& names) {
  if (name == NameId::none) return holder;
  if (!NameTable::is_path(name)) return nodes.child(holder, name);
  for (const NameId part : names.path_of(name)) holder = nodes.child(holder, part);
  return holder;
}

}  // namespace heapgraph
