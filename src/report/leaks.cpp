// SPDX-License-Identifier: MIT
// Leak suspects: the hot nodes of a tree, and the paths that grow from dump to dump.
#include "report/leaks.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "report/hot_nodes.h"
#include "report/increases.h"
#include "tree/pattern_below.h"
#include "tree/signature.h"
#include "tree/subtrees.h"

namespace heapgraph {
namespace {

std::vector<Cost> series_at(const Series& series, FoldedId node) {
  const std::span<const Cost> totals = series.total_of(node);
  return {totals.begin(), totals.end()};
}

/// True if most bytes of a node are those of a few large children, which say all that the node does.
bool only_leads_on(const FoldedNodes& tree, const std::vector<std::uint32_t>& ends, std::uint32_t node) {
  constexpr std::uint64_t parts_of_whole = 100;
  const std::uint64_t whole = tree.nodes[node].total.bytes;
  return large_children(tree, ends, node, whole / parts_of_whole).bytes > whole / 2;
}

}  // namespace

std::vector<Leak> find_leaks(const FoldedTree& folded, const TreeColumns& columns,
                             const std::set<std::string>& known, std::size_t count) {
  std::vector<Leak> leaks;
  const Signatures signatures(folded.tree);
  for (const FoldedId hot : hot_nodes(folded.tree, count, !columns.more.empty())) {
    Leak leak;
    leak.signature = signatures.of(hot);
    leak.path = names_to(folded.tree, hot);
    leak.pattern = pattern_below(folded, hot);
    leak.repeats = folded.repeats[index(hot)];
    leak.cost = folded.tree.nodes[index(hot)].total;
    if (!columns.retained.empty()) leak.retained_bytes = columns.retained[index(hot)];
    leak.is_known = known.count(leak.signature) != 0;
    if (!columns.series.empty()) leak.series = series_at(columns.series, hot);
    leaks.push_back(std::move(leak));
  }
  return leaks;
}

std::vector<GrowingPath> find_growing(const TreeWithColumns& growing_tree, std::size_t count) {
  const FoldedTree folded = as_folded(growing_tree);
  const Series& series = growing_tree.columns.series;
  const std::vector<std::uint32_t> ends = subtree_ends(folded.tree);
  std::vector<GrowingPath> growing;
  for (std::uint32_t i = 1; i < folded.tree.nodes.size();) {
    const auto id = static_cast<FoldedId>(i);
    const std::optional<std::uint64_t> slope = slope_of(series.total_of(id));
    if (!slope || only_leads_on(folded.tree, ends, i)) {
      ++i;
      continue;
    }
    const std::vector<std::int64_t> increases = increases_of(series.total_of(id));
    const std::int64_t least = *std::min_element(increases.begin(), increases.end());
    growing.push_back({names_to(folded.tree, id), folded.repeats[index(id)], *slope,
                       static_cast<std::uint64_t>(least), is_saturating(increases), series_at(series, id)});
    i = ends[i];  // growth below is part of the growth of this node
  }
  std::stable_sort(growing.begin(), growing.end(), [](const GrowingPath& a, const GrowingPath& b) {
    if (a.is_saturating != b.is_saturating) return b.is_saturating;
    return a.least_increase > b.least_increase;
  });
  if (growing.size() > count) growing.resize(count);
  return growing;
}

}  // namespace heapgraph
