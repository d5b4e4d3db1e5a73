// SPDX-License-Identifier: MIT
// A placement times a cost: the tree that every format prints.
//
// Under most measures few nodes hold anything, so these are found first, and all else is done for them alone.
#include "heapgraph/tree.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "analysis/arrange.h"

namespace heapgraph {
namespace {

/// By content; stops at 4 GB, where it no longer matters which is more.
using BytesOfContent = std::array<std::uint32_t, content_count>;

void add_bytes(std::uint32_t& sum, std::uint64_t bytes) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  sum = static_cast<std::uint32_t>(std::min(sum + bytes, most));
}

Content heaviest(const BytesOfContent& bytes) {
  const auto most = std::max_element(bytes.begin(), bytes.end());
  return *most == 0 ? Content::other : static_cast<Content>(most - bytes.begin());
}

/// Those that hold something, and those above them.
NodesInUse find_nodes_in_use(const Placement& placement, const CostOf& cost_of) {
  std::vector<NodeId> marks(placement.nodes.size(), NodeId::none);
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const NodeId node = placement.node_of[i];
    if (node == NodeId::none || marks[index(node)] != NodeId::none) continue;
    if (!cost_of(static_cast<ObjectId>(i)).is_nothing()) marks[index(node)] = NodeId::root;
  }
  return keep_marked(placement.nodes, std::move(marks));
}

}  // namespace

std::string_view name_of(TreeKind kind) {
  return kind == TreeKind::dominators ? "dominators" : "paths";
}

Content content_of(ObjectType type) {
  switch (type) {
    case ObjectType::table:
      return Content::table;
    case ObjectType::function:
    case ObjectType::proto:
    case ObjectType::upvalue:
      return Content::function;
    case ObjectType::string:
      return Content::string;
    case ObjectType::userdata:
    case ObjectType::buffer:
      return Content::userdata;
    case ObjectType::thread:
      return Content::thread;
    case ObjectType::class_:
    case ObjectType::object:
    case ObjectType::unknown:
      return Content::other;
  }
  return Content::other;
}

Tree build_tree(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of,
                std::vector<NodeId>* position_of) {
  NodesInUse used = find_nodes_in_use(placement, cost_of);
  std::vector<NodeCost> costs(used.nodes.size());
  std::vector<BytesOfContent> bytes_of_content(used.nodes.size());
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    if (placement.node_of[i] == NodeId::none) continue;
    const NodeId node = used.number_of[index(placement.node_of[i])];
    if (node == NodeId::none) continue;
    const auto object = static_cast<ObjectId>(i);
    const Cost cost = cost_of(object);
    costs[index(node)].self += cost;
    add_bytes(bytes_of_content[index(node)][static_cast<std::size_t>(content_of(snapshot.type(object)))],
              cost.bytes);
  }
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i].content = heaviest(bytes_of_content[i]);
  ArrangedTree arranged = arrange(used.nodes, costs, placement.names);
  if (position_of != nullptr) {
    std::vector<NodeId> position_of_used(used.nodes.size(), NodeId::none);
    for (std::size_t i = 0; i < arranged.origin.size(); ++i) {
      position_of_used[index(arranged.origin[i])] = static_cast<NodeId>(i);
    }
    *position_of = std::move(used.number_of);
    for (NodeId& node : *position_of) {
      if (node != NodeId::none) node = position_of_used[index(node)];
    }
  }
  return std::move(arranged.tree);
}

}  // namespace heapgraph
