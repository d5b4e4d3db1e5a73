// SPDX-License-Identifier: MIT
// A place in the tree for the objects that no root reaches.
#pragma once

#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// Places the objects without a place below a node `unreached_name`, which is a child of the root, and there
/// by the names of their types. O(objects + nodes).
void place_unreached(Placement& placement, const Snapshot& snapshot);

}  // namespace heapgraph
