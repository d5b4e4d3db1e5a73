// SPDX-License-Identifier: MIT
// Facts of one dump for a report.
#include "report/dump_facts.h"

namespace heapgraph {

DumpFacts facts_of(const Dump& dump) {
  const Snapshot& snapshot = dump.snapshot;
  DumpFacts facts;
  facts.file = dump.name;
  facts.declared_bytes = snapshot.declared_bytes();
  facts.load = snapshot.report();
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    facts.all += {snapshot.size(static_cast<ObjectId>(i)), 1};
  }
  return facts;
}

}  // namespace heapgraph
