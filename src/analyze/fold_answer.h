// SPDX-License-Identifier: MIT
// Folding of the tree of an answer, as the question asks.
#pragma once

#include <memory>

#include "heapgraph/question.h"
#include "tree/aligned_trees.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// Folded form of the tree of an answer, which may be folded already. O(nodes log nodes).
std::shared_ptr<const FoldedTree> fold_answer(Fold fold, const TreeWithColumns& answer);

/// Replaces the tree of an answer by its folded form, and the folded form by that of the new tree.
/// O(nodes * heaps).
void show_folded(TreeWithColumns& answer, std::shared_ptr<const FoldedTree>& folded);

}  // namespace heapgraph
