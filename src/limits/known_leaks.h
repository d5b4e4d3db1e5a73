// SPDX-License-Identifier: MIT
// Known leaks, which count for no limit.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/budget.h"
#include "limits/check_limits.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// Budget in which the known leaks of a tree are ignored.
struct BudgetOfTree {
  Budget budget;
  std::vector<Ignored> gone;  ///< known leaks that are neither sites nor in the tree
};

/// Adds the known leaks to the ignored entries of a budget, so that they count in no measured heap. A
/// signature is that of a site or of a node of the tree.
BudgetOfTree ignore_known(const Budget& budget, const FoldedTree& folded, const std::set<std::string>& sites);

/// Checks limits as `check_limits` does, with known leaks ignored. Known leaks that are gone are
/// reported among the unmatched entries.
LimitReport check_limits_of_tree(const Budget& budget, const FoldedTree& folded,
                                 const std::set<std::string>& sites, const MeasuredHeaps& heaps,
                                 std::string_view today);

}  // namespace heapgraph
