// SPDX-License-Identifier: MIT
// What could be smaller, as far as a dump tells.
#pragma once

#include <vector>

#include "graph/weights.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// An entry for each rule of the vocabulary, of the objects that a root reaches and that count.
/// O(objects rules).
std::vector<Saving> find_savings(const Snapshot& snapshot, const std::vector<bool>& is_reached,
                                 const Weights& weights);

}  // namespace heapgraph
