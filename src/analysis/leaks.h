// SPDX-License-Identifier: MIT
// The heaviest spots of a tree, under names that are the same in every run.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/fold_repeats.h"
#include "heapgraph/limits.h"
#include "heapgraph/report.h"

namespace heapgraph {

/// The heaviest spots of the folded tree, at most `count`. `retained` of each of its nodes.
std::vector<Leak> find_leaks(const FoldedTree& folded, const std::vector<std::uint64_t>& retained,
                             const std::set<std::string>& known, std::size_t count);

struct KnownLeak {
  std::string signature;
  Ignored as_ignored;
};

/// The heaviest spots that are known as what a budget ignores, so that they count in no heap that is
/// measured.
std::vector<KnownLeak> patterns_of_known(const FoldedTree& folded, const std::set<std::string>& known);

}  // namespace heapgraph
