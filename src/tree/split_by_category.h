// SPDX-License-Identifier: MIT
// Split of a placement by memory category.
#pragma once

#include "heapgraph/question.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// Placement with an additional first level by memory category. Categories with the same name share a
/// node. Throws an Error if there are too many nodes (`Bounds::nodes_ratio`). O(objects + nodes of the
/// result).
Placement split_by_category(const Placement& placement, const Snapshot& snapshot, Split split,
                            const Bounds& bounds = {});

}  // namespace heapgraph
