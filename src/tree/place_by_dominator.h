// SPDX-License-Identifier: MIT
// Placement of each object under its immediate dominator.
#pragma once

#include "graph/dominators.h"
#include "graph/first_paths.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// Places each object under the node of its immediate dominator. Its name is that of the reference from
/// the dominator, as in `place_by_path`. If the dominator does not refer to the object itself, its name
/// is that of the last step on its first path, followed by ` (shared)`. O(objects + edges).
Placement place_by_dominator(const Snapshot& snapshot, const Dominators& dominators, const FirstSteps& steps,
                             bool follow_weak);

}  // namespace heapgraph
