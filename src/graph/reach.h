// SPDX-License-Identifier: MIT
// Reachability of objects from the roots.
#pragma once

#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Finds the reachable objects, as a bit for each object. O(objects + edges).
std::vector<bool> find_reached(const Snapshot& snapshot, bool follow_weak);

}  // namespace heapgraph
