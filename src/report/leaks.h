// SPDX-License-Identifier: MIT
// The hot nodes of a tree, and what grows from dump to dump, as a report names them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "heapgraph/report.h"
#include "tree/aligned_trees.h"
#include "tree/fold_repeats.h"

namespace heapgraph {

/// The hot nodes of the folded tree, at most `count`. `columns` are those of the folded tree.
std::vector<Leak> find_leaks(const FoldedTree& folded, const TreeColumns& columns,
                             const std::set<std::string>& known, std::size_t count);

/// The hot nodes of the tree of `AlignedTrees::growing`, at most `count`.
std::vector<GrowingPath> find_growing(const TreeWithColumns& growing, std::size_t count);

}  // namespace heapgraph
