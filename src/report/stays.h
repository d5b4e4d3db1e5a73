// SPDX-License-Identifier: MIT
// What of a series came between the first two dumps and stays.
#pragma once

#include <vector>

#include "graph/lifetimes.h"
#include "heapgraph/analyze.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// `snapshot` is the last dump, `verified` are the lifetimes by that identity. O(objects).
Stays count_stays(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Lifetimes& lifetimes,
                  const Lifetimes& verified);

}  // namespace heapgraph
