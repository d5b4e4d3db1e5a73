// SPDX-License-Identifier: MIT
// Arrangement of weighed nodes as a tree: totals and order.
//
// Under most measures few nodes have weight, so these are found first and all other steps process them
// alone. Parents come before children, so totals take one backward pass. Then the children of each node
// are sorted, and an explicit stack puts the nodes in pre-order. Nothing recurses, because a heap may be
// a linked list of a million objects.
#include "tree/arrange.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

/// Keeps the nodes with objects that count, and their ancestors.
NodesInUse find_nodes_in_use(const Placement& placement, const Weights& weights) {
  IdMap<PlaceId, PlaceId> marks(placement.nodes.size());
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const auto object = static_cast<ObjectId>(i);
    const PlaceId node = placement.node_of[object];
    if (node != PlaceId::none && weights.counts(object)) marks[node] = PlaceId::root;
  }
  return keep_marked(placement.nodes, std::move(marks));
}

/// Bytes of each colour group on each node. A sum saturates at 4 GB, where it no longer matters which
/// group has more.
class ContentBytes {
 public:
  ContentBytes(std::size_t nodes, const Vocabulary& vocabulary)
      : groups_(vocabulary.colours.size()), other_(vocabulary.other_colour()), bytes_(nodes * groups_) {
    for (std::size_t i = 0; i < vocabulary.types.size(); ++i) group_of_[i] = vocabulary.types[i].colour_group;
  }

  void add(PlaceId node, TypeId type, std::uint64_t bytes) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    const ColourGroup group = group_of_[static_cast<std::size_t>(type)];
    std::uint32_t& sum = bytes_[index(node) * groups_ + static_cast<std::size_t>(group)];
    sum = static_cast<std::uint32_t>(std::min(sum + bytes, most));
  }
  ColourGroup heaviest(std::size_t node) const {
    const std::span<const std::uint32_t> bytes = std::span(bytes_).subspan(node * groups_, groups_);
    const auto most = std::max_element(bytes.begin(), bytes.end());
    return *most == 0 ? other_ : static_cast<ColourGroup>(most - bytes.begin());
  }

 private:
  std::size_t groups_;
  ColourGroup other_;
  std::array<ColourGroup, Vocabulary::most_types> group_of_{};
  std::vector<std::uint32_t> bytes_;
};

/// Children of each node in compressed-sparse-row form.
struct Children {
  std::vector<std::uint32_t> first;
  std::vector<PlaceId> list;
};

Children children_of(const std::vector<PlaceNode>& nodes) {
  Children children;
  children.first.assign(nodes.size() + 1, 0);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    ++children.first[index(nodes[i].parent) + 1];
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) children.first[i + 1] += children.first[i];
  children.list.resize(children.first.back());
  std::vector<std::uint32_t> next(children.first.begin(), children.first.end() - 1);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    children.list[next[index(nodes[i].parent)]++] = static_cast<PlaceId>(i);
  }
  return children;
}

}  // namespace

std::vector<Cost> total_costs(const std::vector<PlaceNode>& nodes, const std::vector<NodeWeight>& weights) {
  std::vector<Cost> totals(nodes.size());
  for (std::size_t i = nodes.size(); i-- > 0;) {
    totals[i] += weights[i].self;
    if (i != 0) totals[index(nodes[i].parent)] += totals[i];
  }
  return totals;
}

NodesInUse keep_marked(const std::vector<PlaceNode>& nodes, IdMap<PlaceId, PlaceId> marks) {
  NodesInUse used;
  used.number_of = std::move(marks);
  std::vector<PlaceId>& number_of = used.number_of.values();
  number_of[0] = PlaceId::root;
  std::size_t count = 1;
  for (std::size_t i = nodes.size(); i-- > 1;) {
    if (number_of[i] == PlaceId::none) continue;
    number_of[index(nodes[i].parent)] = PlaceId::root;
    ++count;
  }
  used.nodes.reserve(count);
  used.nodes.push_back(nodes.front());
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (number_of[i] == PlaceId::none) continue;
    number_of[i] = static_cast<PlaceId>(used.nodes.size());
    used.nodes.push_back({number_of[index(nodes[i].parent)], nodes[i].name});
  }
  return used;
}

WeighedNodes weigh(const Placement& placement, const Snapshot& snapshot, const Weights& weights) {
  WeighedNodes weighed = {
      find_nodes_in_use(placement, weights), {}, {}, placement.names, snapshot.vocabulary()};
  weighed.weights.resize(weighed.used.nodes.size());
  if (weights.has_growth()) weighed.growth.resize(weighed.weights.size());
  ContentBytes contents(weighed.weights.size(), *snapshot.vocabulary());
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const auto object = static_cast<ObjectId>(i);
    if (placement.node_of[object] == PlaceId::none || !weights.counts(object)) continue;
    const PlaceId node = weighed.used.number_of[placement.node_of[object]];
    const std::uint64_t bytes = weights.bytes(snapshot, object);
    weighed.weights[index(node)].self += {bytes, 1};
    if (weights.has_growth()) weighed.growth[index(node)] += weights.growth(object);
    contents.add(node, snapshot.type(object), bytes);
  }
  for (std::size_t i = 0; i < weighed.weights.size(); ++i) weighed.weights[i].content = contents.heaviest(i);
  return weighed;
}

template <class Id>
Arranged<Id> arrange(const std::vector<PlaceNode>& nodes, const std::vector<NodeWeight>& weights,
                     const std::shared_ptr<const NameTable>& names) {
  const std::vector<Cost> totals = total_costs(nodes, weights);
  Children children = children_of(nodes);
  const auto heavier_first = [&](PlaceId a, PlaceId b) {
    const std::uint64_t bytes_a = totals[index(a)].bytes;
    const std::uint64_t bytes_b = totals[index(b)].bytes;
    if (bytes_a != bytes_b) return bytes_a > bytes_b;
    return names->text(nodes[index(a)].name) < names->text(nodes[index(b)].name);
  };

  Arranged<Id> arranged;
  std::vector<TreeNodeOf<Id>>& tree = arranged.tree.nodes;
  tree.reserve(children.list.size() + 1);
  arranged.origin.reserve(children.list.size() + 1);
  struct Pending {
    PlaceId node;
    Id parent_in_tree;
    std::uint32_t depth;
  };
  std::vector<Pending> stack = {{PlaceId::root, Id::none, 0}};
  while (!stack.empty()) {
    const Pending next = stack.back();
    stack.pop_back();
    const std::size_t i = index(next.node);
    const auto id = static_cast<Id>(tree.size());
    tree.push_back(
        {next.parent_in_tree, next.depth, nodes[i].name, weights[i].content, weights[i].self, totals[i]});
    arranged.origin.push_back(next.node);
    const std::span<PlaceId> row =
        std::span(children.list).subspan(children.first[i], children.first[i + 1] - children.first[i]);
    std::sort(row.begin(), row.end(), heavier_first);
    for (std::size_t k = row.size(); k-- > 0;) stack.push_back({row[k], id, next.depth + 1});
  }
  arranged.tree.names = names;
  return arranged;
}

template Arranged<NodeId> arrange(const std::vector<PlaceNode>&, const std::vector<NodeWeight>&,
                                  const std::shared_ptr<const NameTable>&);
template Arranged<FoldedId> arrange(const std::vector<PlaceNode>&, const std::vector<NodeWeight>&,
                                    const std::shared_ptr<const NameTable>&);

PlacedTree build_tree(const Placement& placement, const Snapshot& snapshot, const Weights& weights) {
  WeighedNodes weighed = weigh(placement, snapshot, weights);
  Arranged<NodeId> arranged = arrange<NodeId>(weighed.used.nodes, weighed.weights, weighed.names);
  PlacedTree placed;
  placed.position_of =
      weighed.used.number_of.then(inverse<PlaceId, NodeId>(arranged.origin, weighed.used.nodes.size()));
  if (weights.has_growth()) {
    std::vector<std::uint64_t> growth;
    growth.reserve(arranged.origin.size());
    for (const PlaceId node : arranged.origin) growth.push_back(weighed.growth[index(node)]);
    placed.growth = add_up(arranged.tree, std::move(growth));
  }
  placed.tree = std::move(arranged.tree);
  placed.tree.vocabulary = snapshot.vocabulary();
  return placed;
}

}  // namespace heapgraph
