// SPDX-License-Identifier: MIT
// Identity of objects of a runtime that keeps the number of each object for life.
#pragma once

#include "graph/identity.h"

namespace heapgraph {

/// True if the objects of this snapshot are matched by number (`IdentityRule::number_and_label`).
bool are_numbers_kept(const Snapshot& snapshot);

/// Matches the objects that have number, type and label in common. A number may be given again, so the number
/// alone says nothing. Objects with an even number belong to the embedder, which numbers them anew for each
/// snapshot: those of one type, label and size are matched in their order. Throws an Error if another
/// identity is asked for than `automatic`, or if the runtime numbers all its objects anew. O(objects log
/// objects of the embedder).
Matching match_by_number(const Snapshot& snapshot, const Snapshot& old, Identity asked = Identity::automatic);

}  // namespace heapgraph
