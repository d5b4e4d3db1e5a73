// SPDX-License-Identifier: MIT
// The trees of several heaps laid over each other.
//
// Each heap has names of its own, so nodes are found by text. Only what a node holds itself is kept of each
// heap; totals are one backward pass, since parents come before children.
#include "tree/aligned_trees.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

constexpr Cost nothing{};

std::uint64_t distance(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : b - a;
}

/// By how much `after` holds more or less.
Cost difference_between(const Cost& before, const Cost& after) {
  return {distance(after.bytes, before.bytes), distance(after.objects, before.objects),
          after.bytes > before.bytes ? after.bytes - before.bytes : 0};
}

}  // namespace

std::optional<std::uint64_t> slope_of(std::span<const Cost> series) {
  if (series.size() < 2) return std::nullopt;
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (series[i].bytes <= series[i - 1].bytes) return std::nullopt;
  }
  const std::uint64_t intervals = series.size() - 1;
  return (series.back().bytes - series.front().bytes + intervals / 2) / intervals;
}

Change change_of(std::span<const Cost> series) {
  const auto change = [](std::uint64_t before, std::uint64_t after) {
    return static_cast<std::int64_t>(after) - static_cast<std::int64_t>(before);
  };
  return {change(series.front().bytes, series.back().bytes),
          change(series.front().objects, series.back().objects)};
}

void AlignedTrees::add(const WeighedNodes& heap) {
  vocabulary_ = heap.vocabulary;
  const std::vector<NodeId> nodes = find_or_add(heap.used.nodes, *heap.names);
  std::vector<Cost> selves(nodes_.nodes().size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::size_t node = index(nodes[i]);
    selves[node] += heap.costs[i].self;
    if (!heap.costs[i].self.is_nothing()) contents_[node] = heap.costs[i].content;
  }
  selves_.push_back(std::move(selves));
}

Series AlignedTrees::series_on(const Tree& tree) {
  std::vector<std::size_t> nodes;
  nodes.reserve(tree.nodes.size());
  for (const NodeId node : find_or_add(tree.nodes, *tree.names)) nodes.push_back(index(node));
  return series_at(nodes);
}

TreeWithSeries AlignedTrees::difference() const {
  std::vector<Cost> costs(nodes_.nodes().size());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    costs[i] = difference_between(self(0, i), self(selves_.size() - 1, i));
  }
  return tree_of(costs);
}

TreeWithSeries AlignedTrees::growing() const {
  const std::vector<std::vector<Cost>> all = totals();
  const std::vector<Placement::Node>& nodes = nodes_.nodes();
  std::vector<Cost> costs(nodes.size());
  std::vector<std::uint64_t> explained(nodes.size());  // by the growing nodes below
  std::vector<Cost> series(all.size());
  for (std::size_t i = nodes.size(); i-- > 1;) {
    for (std::size_t heap = 0; heap < all.size(); ++heap) series[heap] = all[heap][i];
    const std::optional<std::uint64_t> slope = slope_of(series);
    const std::uint64_t below = explained[i];
    if (slope) costs[i] = {*slope > below ? *slope - below : 0, 1};
    explained[index(nodes[i].parent)] += std::max(slope.value_or(0), below);
  }
  return tree_of(costs);
}

/// Of each of the nodes, which have parents before children and the root first, the node here.
template <class Nodes>
std::vector<NodeId> AlignedTrees::find_or_add(const Nodes& nodes, const NameTable& names) {
  std::vector<NameId> names_here(names.size(), NameId::none);
  std::vector<NodeId> found;
  found.reserve(nodes.size());
  for (const auto& node : nodes) {
    if (node.parent == NodeId::none) {
      found.push_back(NodeId::root);
      continue;
    }
    NameId& name = names_here[index(node.name)];
    if (name == NameId::none) name = names_.intern(names.text(node.name));
    found.push_back(nodes_.child(found[index(node.parent)], name));
  }
  contents_.resize(nodes_.nodes().size(), vocabulary_->other_colour());
  return found;
}

const Cost& AlignedTrees::self(std::size_t heap, std::size_t node) const {
  return node < selves_[heap].size() ? selves_[heap][node] : nothing;
}

std::vector<std::vector<Cost>> AlignedTrees::totals() const {
  const std::vector<Placement::Node>& nodes = nodes_.nodes();
  std::vector<std::vector<Cost>> totals = selves_;
  for (std::vector<Cost>& costs : totals) {
    costs.resize(nodes.size());
    for (std::size_t i = nodes.size(); i-- > 1;) costs[index(nodes[i].parent)] += costs[i];
  }
  return totals;
}

Series AlignedTrees::series_at(const std::vector<std::size_t>& nodes) const {
  const std::vector<std::vector<Cost>> all = totals();
  Series series;
  series.heaps = selves_.size();
  series.self.reserve(nodes.size() * series.heaps);
  series.total.reserve(nodes.size() * series.heaps);
  for (const std::size_t node : nodes) {
    for (std::size_t heap = 0; heap < series.heaps; ++heap) {
      series.self.push_back(self(heap, node));
      series.total.push_back(all[heap][node]);
    }
  }
  return series;
}

TreeWithSeries AlignedTrees::tree_of(const std::vector<Cost>& costs) const {
  std::vector<NodeId> marks(costs.size(), NodeId::none);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (!costs[i].is_nothing()) marks[i] = NodeId::root;
  }
  const NodesInUse used = keep_marked(nodes_.nodes(), std::move(marks));
  std::vector<NodeCost> used_costs(used.nodes.size());
  std::vector<std::size_t> origin(used.nodes.size());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (used.number_of[i] == NodeId::none) continue;
    used_costs[index(used.number_of[i])] = {costs[i], contents_[i]};
    origin[index(used.number_of[i])] = i;
  }
  ArrangedTree arranged = arrange(used.nodes, used_costs, std::make_shared<NameTable>(names_));
  arranged.tree.vocabulary = vocabulary_;
  std::vector<std::size_t> nodes;
  nodes.reserve(arranged.origin.size());
  for (const NodeId node : arranged.origin) nodes.push_back(origin[index(node)]);
  return {std::move(arranged.tree), series_at(nodes)};
}

}  // namespace heapgraph
