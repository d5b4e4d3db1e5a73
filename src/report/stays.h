// SPDX-License-Identifier: MIT
// Objects of a series that were added between the first two dumps and stay.
#pragma once

#include <vector>

#include "graph/lifetimes.h"
#include "heapgraph/analyze.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Adds up the objects that stay. `snapshot` is the last dump. `lifetimes` follow the identity of the
/// question, and `verified` follow `Identity::verified`. If `is_undecided` is filled, which it is for
/// `Identity::automatic`, it is used instead of `verified`. O(objects).
Stays count_stays(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Lifetimes& lifetimes,
                  const Lifetimes& verified, const std::vector<bool>& is_undecided);

}  // namespace heapgraph
