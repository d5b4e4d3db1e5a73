// SPDX-License-Identifier: MIT
// Chains of repeating names (`next/next/next…`) folded into one node each.
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
  std::vector<std::uint64_t> repeats;  ///< of each node: how many nodes, or whole cycles, it stands for
  IdMap<NodeId, FoldedId> node_of;     ///< of each node of the tree that was folded
};

/// Where a name, or a cycle of up to `longest_cycle` names, stands at least `fewest_repeats` times down a
/// chain, the chain becomes one node. What hangs from its nodes hangs from the one node, merged by name, so
/// totals stay true: a list reads `next ×2999` with one `value ×2999` below it. O(nodes log nodes).
FoldedTree fold_repeats(const Tree& tree);

/// Re-indexes the columns of a tree onto its folded form. Retained bytes cannot be added up and are left
/// empty. O(nodes heaps).
TreeColumns fold_columns(const FoldedTree& folded, const Tree& tree, const TreeColumns& columns);
Series fold_series(const FoldedTree& folded, const Tree& tree, const Series& series);

}  // namespace heapgraph
