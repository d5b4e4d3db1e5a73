// SPDX-License-Identifier: MIT
// The heaviest spots of a tree, under names that are the same in every run.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/limits.h"
#include "heapgraph/report.h"
#include "tree/fold_repeats.h"

namespace heapgraph {

/// What stands beside the nodes of a folded tree, each empty if it is not known.
struct BesideTree {
  std::vector<std::uint64_t> retained;  ///< bytes
  Series series;
};

/// The heaviest spots of the folded tree, at most `count`.
std::vector<Leak> find_leaks(const FoldedTree& folded, const BesideTree& beside,
                             const std::set<std::string>& known, std::size_t count);

/// The heaviest spots of the tree of `AlignedTrees::growing`, at most `count`.
std::vector<GrowingPath> find_growing(const Tree& tree, const Series& series, std::size_t count);

struct BudgetOfTree {
  Budget budget;
  std::vector<Ignored> gone;  ///< what is known but not in the tree
};

/// The known leaks as what a budget ignores, so that they count in no heap that is measured.
BudgetOfTree ignore_known(const Budget& budget, const FoldedTree& folded);

/// With what is known ignored, and told if it is there no longer.
LimitReport check_limits_of_tree(const Budget& budget, const FoldedTree& folded, const MeasuredHeaps& heaps,
                                 std::string_view today);

}  // namespace heapgraph
