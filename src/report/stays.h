// SPDX-License-Identifier: MIT
// Objects of a series that were added between the first two dumps and stay.
#pragma once

#include <vector>

#include "graph/lifetimes.h"
#include "heapgraph/analyze.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Adds up the objects that stay. `snapshot` is the last dump. `lifetimes` follow the identity of the
/// question, and `verified` follow `Identity::verified`. O(objects).
Stays count_stays(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Lifetimes& lifetimes,
                  const Lifetimes& verified);

}  // namespace heapgraph
