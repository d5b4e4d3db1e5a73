// SPDX-License-Identifier: MIT
// Findings of a comparison of two heaps by path.
#pragma once

#include "heapgraph/report.h"
#include "report/find_sites.h"
#include "tree/aligned_trees.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// Makes the nodes that changed most the sites of a comparison by path. `difference` is that of
/// `AlignedTrees::difference`, and `folded` its folded form. O(nodes + length of the paths).
Findings find_path_sites(const TreeWithColumns& difference, const FoldedTree& folded, const SiteQuery& query);

}  // namespace heapgraph
