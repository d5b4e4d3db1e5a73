// SPDX-License-Identifier: MIT
// Lookup and creation of the children of a node by name.
#include "tree/node_table.h"

#include <algorithm>

#include "base/large_array.h"
#include "base/narrow.h"

namespace heapgraph {
namespace {

std::uint64_t key_of(PlaceId parent, NameId name) {
  return static_cast<std::uint64_t>(index(parent)) << 32U | static_cast<std::uint64_t>(index(name));
}

/// Mixes all bits, so that neither the children of one parent nor the nodes of one name cluster in the table.
std::uint64_t hash_of(std::uint64_t key) {
  key = (key ^ key >> 32U) * 0x9e3779b97f4a7c15U;
  return key ^ key >> 29U;
}

}  // namespace

void NodeTable::reserve(std::size_t nodes) {
  reserve_large(nodes_, nodes);
  reserve_large(first_children_, nodes);
}

PlaceId NodeTable::child(PlaceId parent, NameId name) {
  std::uint32_t& first = first_children_[index(parent)];
  if (first == nobody) {
    first = next_node();
    parent_of_last_run_ = parent;
  }
  return parent == parent_of_last_run_ ? child_in_run(parent, name) : child_in_table(parent, name);
}

/// No other run can have overwritten the entries of the last run in `last_of_name_`.
PlaceId NodeTable::child_in_run(PlaceId parent, NameId name) {
  if (index(name) >= last_of_name_.size()) {
    last_of_name_.resize(std::max(index(name) + 1, last_of_name_.size() * 2), nobody);
  }
  std::uint32_t& last = last_of_name_[index(name)];
  if (last == nobody || nodes_[last].parent != parent) {
    last = next_node();
    add(parent, name);
  }
  return static_cast<PlaceId>(last);
}

PlaceId NodeTable::child_in_table(PlaceId parent, NameId name) {
  if (first_children_[index(parent)] != in_table) move_to_table(parent);
  const std::uint32_t next = next_node();
  const std::uint32_t id = find_or_insert(next, parent, name);
  if (id == next) {
    add(parent, name);
    parent_of_last_run_ = PlaceId::none;  // the new node follows the run, which ends it
  }
  return static_cast<PlaceId>(id);
}

void NodeTable::move_to_table(PlaceId parent) {
  for (std::uint32_t i = first_children_[index(parent)]; i < nodes_.size() && nodes_[i].parent == parent;
       ++i) {
    find_or_insert(i, parent, nodes_[i].name);
  }
  first_children_[index(parent)] = in_table;
}

std::uint32_t NodeTable::find_or_insert(std::uint32_t next, PlaceId parent, NameId name) {
  const std::uint64_t key = key_of(parent, name);
  const auto key_at = [&](std::uint32_t i) { return key_of(nodes_[i].parent, nodes_[i].name); };
  return children_.find_or_insert(
      hash_of(key), next, [&](std::uint32_t i) { return key_at(i) == key; },
      [&](std::uint32_t i) { return hash_of(key_at(i)); });
}

/// Position of the node that is added next, neither `nobody` nor `in_table`.
std::uint32_t NodeTable::next_node() const {
  return narrow_position(nodes_.size(), nodes_in_tree);
}

void NodeTable::add(PlaceId parent, NameId name) {
  nodes_.push_back({parent, name});
  first_children_.push_back(nobody);
}

}  // namespace heapgraph
