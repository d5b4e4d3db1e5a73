// SPDX-License-Identifier: MIT
// The dumps of a question as its answer needs them.
#pragma once

#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/report.h"

namespace heapgraph {

/// What is noted of a dump besides its objects.
struct DumpRecord {
  DumpFacts facts;
  bool shares_a_root = true;      ///< with the first dump
  bool has_asked_object = false;  ///< it has an object at the address that `Question::why` asks about
};

/// Throws an Error if a question cannot be asked of a dump, or not of the first dump and this one together.
void check_asked(const Question& question, const Dump& first, const Dump& dump);

/// Notes what is asked of a dump. O(objects).
DumpRecord record_of(const Question& question, const Dump& dump, const Snapshot& first);

/// The first and the last dump, and what is noted of all. Those between may be gone, and the first dump of a
/// series may have no references any more.
struct AskedDumps {
  const Snapshot& first;
  const Snapshot& last;             ///< the same as `first` if there is one dump
  std::vector<DumpRecord> records;  ///< oldest first

  const Snapshot& shown(const Plan& plan) const { return plan.shown == 0 ? first : last; }
};

}  // namespace heapgraph
