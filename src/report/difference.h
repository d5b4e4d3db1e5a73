// SPDX-License-Identifier: MIT
// How what the roots reach changed from OLD to NEW.
#pragma once

#include <vector>

#include "graph/identity.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// What is known of two snapshots when they are compared. Both were read in full.
struct ComparedHeaps {
  const Snapshot& snapshot;
  const std::vector<bool>& is_reached;
  const Snapshot& old;
  const std::vector<bool>& was_reached;
  const Matching& matching;
  const Matching& verified;  ///< the same as `matching` if that is the rule
};

/// O(objects).
Difference difference_of(const ComparedHeaps& heaps);

}  // namespace heapgraph
