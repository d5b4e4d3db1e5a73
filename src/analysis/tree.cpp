// SPDX-License-Identifier: MIT
// A placement times a cost: the tree that every format prints.
//
#include "heapgraph/tree.h"

#include <algorithm>
#include <array>
#include <limits>

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

}  // namespace

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

Tree build_tree(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of) {
  std::vector<NodeCost> costs(placement.nodes.size());
  std::vector<BytesOfContent> bytes_of_content(placement.nodes.size());
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const NodeId node = placement.node_of[i];
    if (node == NodeId::none) continue;
    const auto object = static_cast<ObjectId>(i);
    const Cost cost = cost_of(object);
    costs[index(node)].self += cost;
    add_bytes(bytes_of_content[index(node)][static_cast<std::size_t>(content_of(snapshot.type(object)))],
              cost.bytes);
  }
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i].content = heaviest(bytes_of_content[i]);
  return arrange(placement.nodes, costs, snapshot.names()).tree;
}

}  // namespace heapgraph
