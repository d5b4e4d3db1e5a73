// SPDX-License-Identifier: MIT
// Columns of a tree on its folded form.
#include "tree/fold_columns.h"

namespace heapgraph {
namespace {

/// Calls `add(node, folded_node, is_in_parent)` for each node. Callers always add the value of the node
/// itself. They add the total unless the parent is a link of the same chain, since the total of the
/// first link includes the other links.
template <class Add>
void merge(const FoldedTree& folded, const Tree& tree, const Add& add) {
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const FoldedId target = folded.node_of[static_cast<NodeId>(i)];
    const NodeId parent = tree.nodes[i].parent;
    const bool is_in_parent = parent != NodeId::none && folded.node_of[parent] == target;
    add(i, index(target), is_in_parent);
  }
}

ByteColumn fold_column(const FoldedTree& folded, const Tree& tree, const ByteColumn& column) {
  ByteColumn result;
  if (column.empty()) return result;
  result.self.resize(folded.tree.nodes.size());
  result.total.resize(folded.tree.nodes.size());
  merge(folded, tree, [&](std::size_t from, std::size_t to, bool is_in_parent) {
    result.self[to] += column.self[from];
    if (!is_in_parent) result.total[to] += column.total[from];
  });
  return result;
}

}  // namespace

TreeColumns fold_columns(const FoldedTree& folded, const Tree& tree, const TreeColumns& columns) {
  return {fold_column(folded, tree, columns.growth),
          fold_column(folded, tree, columns.more),
          {},
          fold_series(folded, tree, columns.series)};
}

Series fold_series(const FoldedTree& folded, const Tree& tree, const Series& series) {
  Series result;
  result.heaps = series.heaps;
  result.self.resize(folded.tree.nodes.size() * series.heaps);
  result.total.resize(result.self.size());
  merge(folded, tree, [&](std::size_t from, std::size_t to, bool is_in_parent) {
    for (std::size_t heap = 0; heap < series.heaps; ++heap) {
      result.self[to * series.heaps + heap] += series.self[from * series.heaps + heap];
      if (!is_in_parent) {
        result.total[to * series.heaps + heap] += series.total[from * series.heaps + heap];
      }
    }
  });
  return result;
}

}  // namespace heapgraph
