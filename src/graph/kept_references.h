// SPDX-License-Identifier: MIT
// References and roots that two dumps have in common.
#pragma once

#include <cstdint>
#include <vector>

#include "base/scheduler.h"
#include "graph/identity.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Marks of a reference or root that a dump has in common with an earlier one.
inline constexpr std::uint8_t kept_mark = 1;         ///< the dump before has it
inline constexpr std::uint8_t kept_since_first = 2;  ///< all dumps of the series before have it

/// One byte of marks for each reference, by its position in the snapshot (`Snapshot::first_edge`), or for
/// each root, by its position among the roots.
using KeptMarks = std::vector<std::uint8_t>;

/// Leaves the mark of what all dumps before have. O(marks).
void keep_since_first(KeptMarks& marks);

/// References that are in both dumps: the referrers are the same object, the targets are the same object, and
/// so are the kinds, and both are weak or both strong. Their names may differ, since an entry that changes
/// its key in a table did not move away.
struct KeptReferences {
  KeptMarks in_new;
  KeptMarks in_old;
};

/// Marks of the roots that are in both dumps: the same object has the same name as a root.
struct KeptRoots {
  KeptMarks in_new;
  KeptMarks in_old;
};

/// Compares the references of each kept object in both dumps, which must have been read in full. `old_marks`
/// are the marks of OLD in a series, and null if OLD is the first dump.
/// O(objects + edges log edges of an object). The result does not depend on the number of threads.
KeptReferences find_kept_references(const Snapshot& snapshot, const Snapshot& old, const Matching& matching,
                                    const KeptMarks* old_marks, Scheduler& scheduler);

/// Compares the roots of both dumps. O(roots log roots).
KeptRoots find_kept_roots(const Snapshot& snapshot, const Snapshot& old, const Matching& matching,
                          const KeptMarks* old_marks);

}  // namespace heapgraph
