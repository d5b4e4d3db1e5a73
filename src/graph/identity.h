// SPDX-License-Identifier: MIT
// Identity of objects across dumps: which objects of NEW are those of OLD.
#pragma once

#include <vector>

#include "heapgraph/question.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Matching of the objects of NEW with those of OLD.
struct Matching {
  Identity identity = Identity::address;  ///< the rule by which they were matched
  std::vector<ObjectId> old_of;  ///< by object of NEW: the same object in OLD, or `none` if it is new
};

/// Matches the objects that have the same identifier in both dumps. O(objects).
Matching match_by_address(const Snapshot& snapshot, const Snapshot& old);

/// Matches the objects whose identity is verified, by a walk over both dumps in step from the roots that
/// they have in common. An object is verified if a verified object refers to it in both dumps by an edge
/// of the same kind and name, and if its address and type are the same. The vocabulary may also demand
/// the same label and place (`SameIf::label_and_place`). A text (`SameIf::text`) is verified by its
/// address and text alone. Weak references count if `follow_weak`. Both dumps must have been read in
/// full, and `by_address` must be their match by address. O(objects + edges log edges of an object).
Matching match_verified(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                        bool follow_weak);

/// Ids in NEW of the names of OLD, by name of OLD; `none` for names that NEW does not have. O(names).
std::vector<NameId> names_in_new(const Snapshot& snapshot, const Snapshot& old);

/// The same, with the ids in NEW of the names of OLD.
Matching match_verified(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                        bool follow_weak, const std::vector<NameId>& new_names);

/// True if the types are the same, and also the sizes if objects of the type never change theirs.
bool can_be_same(const Snapshot& snapshot, ObjectId id, const Snapshot& old, ObjectId before);

/// Removes the objects whose address was certainly used again from a match: objects that cannot be the
/// same, and texts that differ. O(objects).
Matching keep_what_can_be_same(const Snapshot& snapshot, const Snapshot& old, Matching matching);

}  // namespace heapgraph
