// SPDX-License-Identifier: MIT
// References that two dumps have in common.
#pragma once

#include <cstdint>
#include <vector>

#include "base/scheduler.h"
#include "graph/identity.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// References that are in both dumps: the referrers are the same object, the targets are the same object, and
/// so are the kinds, and both are weak or both strong. Their names may differ, since an entry that changes
/// its key in a table did not move away. One byte for each reference, by its position in the snapshot
/// (`Snapshot::first_edge`).
struct KeptReferences {
  std::vector<std::uint8_t> in_new;
  std::vector<std::uint8_t> in_old;
};

/// Compares the references of each kept object in both dumps, which must have been read in full.
/// O(objects + edges log edges of an object). The result does not depend on the number of threads.
KeptReferences find_kept_references(const Snapshot& snapshot, const Snapshot& old, const Matching& matching,
                                    Scheduler& scheduler);

}  // namespace heapgraph
