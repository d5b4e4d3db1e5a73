// SPDX-License-Identifier: MIT
// The column of a tree that says what several heaps hold at the paths of its nodes.
#pragma once

#include <span>

#include "base/scheduler.h"
#include "heapgraph/tree.h"
#include "tree/arrange.h"

namespace heapgraph {

/// What is alive in each heap on the nodes of a tree and below them, found by the texts of their names. Only
/// the nodes of the tree are looked for, which are few where the tree has what is new. The heaps are looked
/// through at the same time. O(nodes of all).
Series series_beside(const Tree& tree, std::span<const WeighedNodes* const> heaps, Scheduler& scheduler);

}  // namespace heapgraph
