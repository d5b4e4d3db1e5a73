// SPDX-License-Identifier: MIT
// Columns of a tree on its folded form.
#pragma once

#include "tree/fold_tree.h"

namespace heapgraph {

/// Re-indexes the columns of a tree onto its folded form. The column of retained bytes is left empty,
/// since retained sizes cannot be added up. O(nodes * heaps).
TreeColumns fold_columns(const FoldedTree& folded, const Tree& tree, const TreeColumns& columns);
Series fold_series(const FoldedTree& folded, const Tree& tree, const Series& series);

}  // namespace heapgraph
