// SPDX-License-Identifier: MIT
// Finds or makes the child of a node by name.
#include "analysis/node_table.h"

#include "heapgraph/error.h"

namespace heapgraph {
namespace {

std::uint64_t key_of(NodeId parent, NameId name) {
  return static_cast<std::uint64_t>(index(parent)) << 32U | static_cast<std::uint64_t>(index(name));
}

}  // namespace

NodeId NodeTable::child(NodeId parent, NameId name) {
  const std::uint64_t key = key_of(parent, name);
  const auto key_at = [&](std::uint32_t i) { return key_of(nodes_[i].parent, nodes_[i].name); };
  const auto next = static_cast<std::uint32_t>(nodes_.size());
  if (next == index(NodeId::none)) {
    throw Error("the tree has more than 4,294,967,294 nodes", "this is beyond what heapgraph can hold");
  }
  const std::uint32_t id = children_.find_or_insert(
      key, next, [&](std::uint32_t i) { return key_at(i) == key; }, key_at);
  if (id == next) nodes_.push_back({parent, name});
  return static_cast<NodeId>(id);
}

}  // namespace heapgraph
