// SPDX-License-Identifier: MIT
// Leaks that are known and count for no limit.
#pragma once

#include <string_view>
#include <vector>

#include "heapgraph/budget.h"
#include "limits/check_limits.h"
#include "tree/fold_repeats.h"

namespace heapgraph {

struct BudgetOfTree {
  Budget budget;
  std::vector<Ignored> gone;  ///< what is known but not in the tree
};

/// The known leaks as what a budget ignores, so that they count in no heap that is measured.
BudgetOfTree ignore_known(const Budget& budget, const FoldedTree& folded);

/// As `check_limits`, with known leaks ignored, and reported if they are gone.
LimitReport check_limits_of_tree(const Budget& budget, const FoldedTree& folded, const MeasuredHeaps& heaps,
                                 std::string_view today);

}  // namespace heapgraph
