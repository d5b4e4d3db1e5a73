// SPDX-License-Identifier: MIT
// A level of the tree by memory category.
#pragma once

#include "heapgraph/question.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// The same placement with a first level by memory category. Categories of one name share a node.
/// O(objects + nodes).
Placement split_by_category(const Placement& placement, const Snapshot& snapshot, Split split);

}  // namespace heapgraph
