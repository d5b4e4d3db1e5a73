// SPDX-License-Identifier: MIT
// Checks of heaps against the limits of a budget.
#pragma once

#include <string_view>
#include <vector>

#include "graph/weights.h"
#include "heapgraph/budget.h"
#include "heapgraph/snapshot.h"
#include "tree/placement.h"

namespace heapgraph {

/// One measured heap: a placement, and the weights of its objects.
struct Measured {
  const Snapshot& snapshot;
  const Placement& placement;
  const Weights& weights;
  /// Objects of known sites, which count for no limit; null if there are none.
  const std::vector<bool>* ignored = nullptr;
};

/// Heaps that limits are checked against; null where no limit needs one. If dumps are compared by path,
/// limits apply to the growth from `old` to `live`.
struct MeasuredHeaps {
  const Measured* counted = nullptr;  ///< what the measure counts; null if dumps are compared by path
  const Measured* live = nullptr;     ///< all of NEW, for limits on growth and if `counted` is null
  const Measured* old = nullptr;      ///< all of OLD, likewise
};

/// Checks all limits of a budget. `today` is a date such as 2026-12-31, which decides which ignored
/// entries have lapsed. O((objects + nodes) * limits).
LimitReport check_limits(const Budget& budget, const MeasuredHeaps& heaps, std::string_view today);

}  // namespace heapgraph
