// SPDX-License-Identifier: MIT
// What is counted, by several keys.
#pragma once

#include <vector>

#include "graph/weights.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Counts the objects that a root reaches. O(objects).
Breakdown break_down(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Weights& weights);

/// The rows that differ, by falling change in bytes, then by name. O(rows log rows).
Breakdown compare(const Breakdown& before, const Breakdown& after);

}  // namespace heapgraph
