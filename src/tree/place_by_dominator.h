// SPDX-License-Identifier: MIT
// Places each object under its immediate dominator.
#pragma once

#include "graph/dominators.h"
#include "graph/first_paths.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// Each object sits under the node of its dominator, named by the edge by which the dominator refers to it,
/// as in `place_by_path`. Where the dominator refers to it through others alone, the name is that of the last
/// step on its first path, and ` (shared)`. O(objects + edges).
Placement place_by_dominator(const Snapshot& snapshot, const Dominators& dominators, const FirstSteps& steps,
                             bool follow_weak);

}  // namespace heapgraph
