// SPDX-License-Identifier: MIT
// Folding of a tree: chains of repeating names and siblings that are alike become one node each.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id_map.h"
#include "heapgraph/tree.h"

namespace heapgraph {

inline constexpr std::uint32_t longest_cycle = 4;
inline constexpr std::uint32_t fewest_repeats = 4;

/// Where the name of a folded node comes from.
struct FoldedName {
  bool is_chain = false;    ///< the names of a cycle, joined by `/`
  bool is_pattern = false;  ///< each `*` stands for that in which the names of the folded nodes differ

  bool is_plain() const { return !is_chain && !is_pattern; }
};

struct FoldedTree {
  FoldedNodes tree;
  std::vector<std::uint64_t> repeats;  ///< number of nodes, or of whole cycles, that each node stands for
  std::vector<FoldedName> names;       ///< by folded node
  IdMap<NodeId, FoldedId> node_of;     ///< by node of the original tree
};

/// Folds chains and siblings, and merges what is below them by name, so totals stay exact.
///
/// A chain is a path on which a name, or a cycle of up to `longest_cycle` names, repeats at least
/// `fewest_repeats` times. A list reads `next ×2999` with one `value ×2999` below it.
///
/// Siblings are entries of a dictionary if their names differ only in ids, or if many of them are alike
/// (see `fold_siblings.h`). They read `entity_* ×25000` or `* ×300`.
///
/// O(nodes log nodes).
FoldedTree fold_tree(const Tree& tree);

/// The tree as it is, with nothing folded. O(nodes).
FoldedTree fold_nothing(const Tree& tree);

}  // namespace heapgraph
