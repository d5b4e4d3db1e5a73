// SPDX-License-Identifier: MIT
// Alignment of the trees of several heaps by path.
//
// Each heap has a name table of its own, so nodes are matched by text. Most nodes hold in a heap what they
// held in the one before, so only the self costs that changed are stored for each heap, and those of all
// nodes are found from the first heap on. Totals take one backward pass, since parents come before children.
#include "tree/aligned_trees.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

std::uint64_t distance(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : b - a;
}

}  // namespace

void AlignedTrees::add(const WeighedNodes& heap) {
  vocabulary_ = heap.vocabulary;
  const std::vector<PlaceId> nodes = find_or_add(heap.used.nodes, *heap.names);
  std::vector<Cost> selves(nodes_.nodes().size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::size_t node = index(nodes[i]);
    selves[node] += heap.weights[i].self;
    if (!heap.weights[i].self.is_nothing()) contents_[node] = heap.weights[i].content;
  }
  last_.resize(selves.size());
  changes_.push_back(changes_between(last_, selves));
  last_ = std::move(selves);
}

FoldedTree as_folded(const TreeWithColumns& tree) {
  FoldedTree folded = fold_nothing(tree.tree);
  if (!tree.repeats.empty()) folded.repeats = tree.repeats;
  if (!tree.names.empty()) folded.names = tree.names;
  return folded;
}

void AlignedTrees::fold() {
  std::vector<NodeWeight> weights(nodes_.nodes().size());
  std::vector<Cost> selves(weights.size());
  for (std::size_t heap = 0; heap < changes_.size(); ++heap) {
    advance(selves, heap);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i].self += selves[i];
  }
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i].content = contents_[i];
  Arranged<NodeId> all = arrange<NodeId>(nodes_.nodes(), weights, std::make_shared<NameTable>(names_));
  all.tree.vocabulary = vocabulary_;
  FoldedTree folded = fold_tree(all.tree);
  const IdMap<PlaceId, FoldedId> folded_of =
      inverse<PlaceId, NodeId>(all.origin, weights.size()).then(folded.node_of);

  // Folded nodes become places in their order.
  NodeTable nodes;
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) {
    const FoldedNodes::Node& node = folded.tree.nodes[i];
    nodes.child(static_cast<PlaceId>(node.parent), node.name);
  }
  contents_.clear();
  for (const FoldedNodes::Node& node : folded.tree.nodes) contents_.push_back(node.content);
  std::vector<Changes> changes;
  last_.assign(folded.tree.nodes.size(), {});
  selves.assign(weights.size(), {});
  for (std::size_t heap = 0; heap < changes_.size(); ++heap) {
    advance(selves, heap);
    const std::vector<Cost> totals = totals_of(selves);
    std::vector<Cost> merged(last_.size());
    std::vector<std::uint64_t> counts(merged.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::size_t to = index(folded_of[static_cast<PlaceId>(i)]);
      merged[to] += selves[i];
      if (!totals[i].is_nothing()) ++counts[to];
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] != 0 && !folded.names[i].is_chain) folded.repeats[i] = counts[i];
    }
    changes.push_back(changes_between(last_, merged));
    last_ = std::move(merged);
  }
  changes_ = std::move(changes);
  names_ = *folded.tree.names;
  nodes_ = std::move(nodes);
  repeats_ = std::move(folded.repeats);
  folded_names_ = std::move(folded.names);
}

Series AlignedTrees::beside(const Tree& tree) {
  return series_at(find_or_add(tree.nodes, *tree.names));
}

TreeWithColumns AlignedTrees::difference() const {
  std::vector<Cost> weights(nodes_.nodes().size());
  std::vector<std::uint64_t> more(weights.size());
  std::vector<Cost> first(weights.size());
  advance(first, 0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Cost& before = first[i];
    const Cost after = i < last_.size() ? last_[i] : Cost{};
    weights[i] = {distance(after.bytes, before.bytes), distance(after.objects, before.objects)};
    if (after.bytes > before.bytes) more[i] = after.bytes - before.bytes;
  }
  return tree_of(weights, more);
}

/// Returns the aligned node of each of `nodes`, which must have the root first and parents before children.
template <class Nodes>
std::vector<PlaceId> AlignedTrees::find_or_add(const Nodes& nodes, const NameTable& names) {
  std::vector<NameId> names_here(names.size(), NameId::none);
  std::vector<PlaceId> found;
  found.reserve(nodes.size());
  for (const auto& node : nodes) {
    if (found.empty()) {
      found.push_back(PlaceId::root);
      continue;
    }
    NameId& name = names_here[index(node.name)];
    if (name == NameId::none) name = names_.intern(names.text(node.name));
    found.push_back(nodes_.child(found[index(node.parent)], name));
  }
  contents_.resize(nodes_.nodes().size(), vocabulary_->other_colour());
  return found;
}

AlignedTrees::Changes AlignedTrees::changes_between(const std::vector<Cost>& last,
                                                    const std::vector<Cost>& selves) {
  Changes changes;
  for (std::size_t i = 0; i < selves.size(); ++i) {
    if (selves[i] == last[i]) continue;
    changes.nodes.push_back(static_cast<PlaceId>(i));
    changes.selves.push_back(selves[i]);
  }
  changes.nodes.shrink_to_fit();
  changes.selves.shrink_to_fit();
  return changes;
}

void AlignedTrees::advance(std::vector<Cost>& selves, std::size_t heap) const {
  const Changes& changes = changes_[heap];
  for (std::size_t i = 0; i < changes.nodes.size(); ++i) selves[index(changes.nodes[i])] = changes.selves[i];
}

std::vector<Cost> AlignedTrees::totals_of(std::vector<Cost> selves) const {
  const std::vector<PlaceNode>& nodes = nodes_.nodes();
  for (std::size_t i = nodes.size(); i-- > 1;) selves[index(nodes[i].parent)] += selves[i];
  return selves;
}

Series AlignedTrees::series_at(const std::vector<PlaceId>& nodes) const {
  Series series;
  series.heaps = changes_.size();
  series.self.resize(nodes.size() * series.heaps);
  series.total.resize(nodes.size() * series.heaps);
  std::vector<Cost> selves(nodes_.nodes().size());
  for (std::size_t heap = 0; heap < series.heaps; ++heap) {
    advance(selves, heap);
    const std::vector<Cost> totals = totals_of(selves);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      series.self[i * series.heaps + heap] = selves[index(nodes[i])];
      series.total[i * series.heaps + heap] = totals[index(nodes[i])];
    }
  }
  return series;
}

TreeWithColumns AlignedTrees::tree_of(const std::vector<Cost>& weights,
                                      const std::vector<std::uint64_t>& more) const {
  IdMap<PlaceId, PlaceId> marks(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!weights[i].is_nothing()) marks[static_cast<PlaceId>(i)] = PlaceId::root;
  }
  const NodesInUse used = keep_marked(nodes_.nodes(), std::move(marks));
  std::vector<NodeWeight> used_weights(used.nodes.size());
  std::vector<PlaceId> origin(used.nodes.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const PlaceId number = used.number_of[static_cast<PlaceId>(i)];
    if (number == PlaceId::none) continue;
    used_weights[index(number)] = {weights[i], contents_[i]};
    origin[index(number)] = static_cast<PlaceId>(i);
  }
  Arranged<NodeId> arranged = arrange<NodeId>(used.nodes, used_weights, std::make_shared<NameTable>(names_));
  arranged.tree.vocabulary = vocabulary_;
  std::vector<PlaceId> nodes;
  nodes.reserve(arranged.origin.size());
  for (const PlaceId node : arranged.origin) nodes.push_back(origin[index(node)]);
  TreeWithColumns result = {std::move(arranged.tree), {}, {}, {}};
  if (!repeats_.empty()) {
    for (const PlaceId node : nodes) {
      result.repeats.push_back(repeats_[index(node)]);
      result.names.push_back(folded_names_[index(node)]);
    }
  }
  result.columns.series = series_at(nodes);
  if (!more.empty()) {
    std::vector<std::uint64_t> more_of_node;
    more_of_node.reserve(nodes.size());
    for (const PlaceId node : nodes) more_of_node.push_back(more[index(node)]);
    result.columns.more = add_up(result.tree, std::move(more_of_node));
  }
  return result;
}

}  // namespace heapgraph
