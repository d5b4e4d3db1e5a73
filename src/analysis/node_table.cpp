// SPDX-License-Identifier: MIT
// Finds or makes the child of a node by name.
#include "analysis/node_table.h"

#include "heapgraph/error.h"

namespace heapgraph {
namespace {

std::uint64_t key_of(NodeId parent, NameId name) {
  return static_cast<std::uint64_t>(index(parent)) << 32U | static_cast<std::uint64_t>(index(name));
}

/// Neither children of one parent nor nodes of one name are near each other, so all bits are spread.
std::uint64_t hash_of(std::uint64_t key) {
  key = (key ^ key >> 32U) * 0x9e3779b97f4a7c15U;
  return key ^ key >> 29U;
}

}  // namespace

void NodeTable::reserve(std::size_t nodes) {
  nodes_.reserve(nodes);
  children_.reserve(nodes,
                    [&](std::uint32_t i) { return hash_of(key_of(nodes_[i].parent, nodes_[i].name)); });
}

NodeId NodeTable::child(NodeId parent, NameId name) {
  const std::uint64_t key = key_of(parent, name);
  const auto key_at = [&](std::uint32_t i) { return key_of(nodes_[i].parent, nodes_[i].name); };
  const auto next = static_cast<std::uint32_t>(nodes_.size());
  if (next == index(NodeId::none)) {
    throw Error("the tree has more than 4,294,967,294 nodes", "this is beyond what heapgraph can hold");
  }
  const std::uint32_t id = children_.find_or_insert(
      hash_of(key), next, [&](std::uint32_t i) { return key_at(i) == key; },
      [&](std::uint32_t i) { return hash_of(key_at(i)); });
  if (id == next) nodes_.push_back({parent, name});
  return static_cast<NodeId>(id);
}

}  // namespace heapgraph
