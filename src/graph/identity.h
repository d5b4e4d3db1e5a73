// SPDX-License-Identifier: MIT
// Which objects of NEW are those of OLD.
#pragma once

#include <vector>

#include "heapgraph/question.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// The object of OLD that each object of NEW is; `none` if it is new.
struct Matching {
  Identity identity = Identity::address;  ///< the rule by which they were matched
  std::vector<ObjectId> old_of;
};

/// O(objects).
Matching match_by_address(const Snapshot& snapshot, const Snapshot& old);

/// Walks both dumps in step from the roots that they have in common. What a verified object of both refers to
/// by an edge of the same kind and name, at the same address and of the same type (a proto also of the same
/// source and line), is verified; so is a string of the same text at the same address. Weak references count
/// if `follow_weak`. Both were read in full; `by_address` is their match by address.
/// O(objects + edges log edges of an object).
Matching match_verified(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                        bool follow_weak);

/// True if the types are the same, and the sizes too where objects of the type keep theirs for life.
bool can_be_same(const Snapshot& snapshot, ObjectId id, const Snapshot& old, ObjectId before);

/// A match without the objects whose address was surely used again: those that cannot be the same, and those
/// with another text. O(objects).
Matching keep_what_can_be_same(const Snapshot& snapshot, const Snapshot& old, Matching matching);

}  // namespace heapgraph
