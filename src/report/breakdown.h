// SPDX-License-Identifier: MIT
// Breakdown of the counted objects by the groupings of the vocabulary.
#pragma once

#include <vector>

#include "graph/weights.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Adds up the reachable objects that count, in one table for each grouping. O(objects log rows).
Breakdown break_down(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Weights& weights);

/// Rows that differ between two breakdowns, by descending change in bytes, then by name. O(rows log rows).
Breakdown compare(const Breakdown& before, const Breakdown& after);

}  // namespace heapgraph
