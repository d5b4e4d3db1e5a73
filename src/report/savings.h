// SPDX-License-Identifier: MIT
// Savings: the objects that could be smaller, as far as a dump tells.
#pragma once

#include <vector>

#include "graph/weights.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Savings by each rule of the vocabulary among the reachable objects that count. O(objects * rules).
std::vector<Saving> find_savings(const Snapshot& snapshot, const std::vector<bool>& is_reached,
                                 const Weights& weights);

}  // namespace heapgraph
