// SPDX-License-Identifier: MIT
// Leak suspects: the hot nodes of a tree, and the paths that grow from dump to dump.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "heapgraph/report.h"
#include "tree/aligned_trees.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// Leak suspects: the hot nodes of the folded tree, at most `count`. `columns` must be those of the
/// folded tree. `known` has the signatures of known leaks.
std::vector<Leak> find_leaks(const FoldedTree& folded, const TreeColumns& columns,
                             const std::set<std::string>& known, std::size_t count);

/// Topmost paths that grow in every interval, at most `count`: by the smallest increase of all intervals, and
/// those whose increases fall towards zero last. Nodes that only lead to a few large children are passed
/// over. `growing` must be that of `AlignedTrees::growing`.
std::vector<GrowingPath> find_growing(const TreeWithColumns& growing, std::size_t count);

}  // namespace heapgraph
