// SPDX-License-Identifier: MIT
// The path pattern of a node of a folded tree.
#pragma once

#include <string>

#include "tree/fold_tree.h"

namespace heapgraph {

/// Path pattern for a node and all its descendants. If the path is too long for a pattern, `**` stands for
/// the names in the middle. O(length of the path).
std::string pattern_below(const FoldedTree& folded, FoldedId node);

}  // namespace heapgraph
