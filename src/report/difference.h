// SPDX-License-Identifier: MIT
// Change of the reachable objects from OLD to NEW.
#pragma once

#include <cstddef>
#include <vector>

#include "graph/identity.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Two snapshots, both read in full, and what is known of them when they are compared.
struct ComparedHeaps {
  const Snapshot& snapshot;
  const std::vector<bool>& is_reached;
  const Snapshot& old;
  const std::vector<bool>& was_reached;
  const Matching& matching;
  const Matching& verified;  ///< same as `matching` if `Identity::verified` or `automatic` is the rule
  const std::vector<bool>& is_undecided;  ///< by object of `snapshot`; filled if `automatic` is the rule
};

/// True if the address of an object of `snapshot` is in `old` too, and nothing confirms that the objects are
/// the same.
bool is_unconfirmed(const ComparedHeaps& heaps, std::size_t object);

/// Adds up what was added, kept, changed and freed. O(objects of both).
Difference difference_of(const ComparedHeaps& heaps);

}  // namespace heapgraph
