// SPDX-License-Identifier: MIT
// Folding of chains of repeating names (`next/next/next…`) into one node each.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id_map.h"
#include "heapgraph/tree.h"

namespace heapgraph {

inline constexpr std::uint32_t longest_cycle = 4;
inline constexpr std::uint32_t fewest_repeats = 4;

struct FoldedTree {
  FoldedNodes tree;
  std::vector<std::uint64_t> repeats;  ///< number of nodes, or of whole cycles, that each node stands for
  IdMap<NodeId, FoldedId> node_of;     ///< by node of the original tree
};

/// Folds each chain in which a name, or a cycle of up to `longest_cycle` names, repeats at least
/// `fewest_repeats` times, into one node. The children of all links become children of that node, merged by
/// name, so totals stay exact. A list reads `next ×2999` with one `value ×2999` below it. O(nodes log nodes).
FoldedTree fold_repeats(const Tree& tree);

/// Re-indexes the columns of a tree onto its folded form. The column of retained bytes is left empty,
/// since retained sizes cannot be added up. O(nodes * heaps).
TreeColumns fold_columns(const FoldedTree& folded, const Tree& tree, const TreeColumns& columns);
Series fold_series(const FoldedTree& folded, const Tree& tree, const Series& series);

}  // namespace heapgraph
