// SPDX-License-Identifier: MIT
// Identity of objects by evidence: the rule `Identity::automatic`.
#pragma once

#include <vector>

#include "graph/identity.h"

namespace heapgraph {

/// A matching by evidence, and the objects on which it had to decide.
struct DecidedMatching {
  Matching matching;
  std::vector<bool> is_undecided;  ///< by object of NEW: neither certainly new nor certainly kept
};

/// Matches the objects by `Identity::automatic`. Objects at an address that OLD did not have, or at which
/// an object lay that cannot be the same, are new. Verified objects are kept, except for items that took
/// the address of a removed one. Evidence decides on the rest. Both dumps must have been read in full, and
/// `by_address` must be their match by address. O(objects + edges log edges of an object).
DecidedMatching match_by_evidence(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                                  bool follow_weak);

}  // namespace heapgraph
