// SPDX-License-Identifier: MIT
// Whether a heap holds more than it may.
#pragma once

#include <string_view>
#include <vector>

#include "graph/weights.h"
#include "heapgraph/budget.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// One heap of those that are measured: a placement and what counts on it.
struct Measured {
  const Snapshot& snapshot;
  const Placement& placement;
  const Weights& weights;
};

/// The heaps that limits need; null where they do not.
struct MeasuredHeaps {
  const Measured* counted = nullptr;  ///< null: what counts is by how much more is alive in NEW than in OLD
  const Measured* live = nullptr;     ///< all of NEW, and of OLD: for limits of growth, and if `counted` is
  const Measured* old = nullptr;      ///< null
};

/// `today` as 2026-12-31. O((objects + nodes) limits).
LimitReport check_limits(const Budget& budget, const MeasuredHeaps& heaps, std::string_view today);

}  // namespace heapgraph
