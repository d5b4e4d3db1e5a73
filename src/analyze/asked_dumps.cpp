// SPDX-License-Identifier: MIT
// The dumps of a question as its answer needs them.
#include "analyze/asked_dumps.h"

#include <algorithm>

#include "report/dump_facts.h"
#include "report/why.h"

namespace heapgraph {
namespace {

bool share_a_root(const Snapshot& old, const Snapshot& snapshot) {
  for (const Root& root : snapshot.roots()) {
    for (const Root& old_root : old.roots()) {
      if (snapshot.identifier(root.object) == old.identifier(old_root.object)) return true;
    }
  }
  return false;
}

}  // namespace

DumpRecord record_of(const Question& question, const Dump& dump, const Snapshot& first) {
  DumpRecord record = {facts_of(dump), share_a_root(first, dump.snapshot), false};
  if (question.why) {
    const WhyQuery query(*question.why, dump.snapshot.vocabulary().get());
    record.has_asked_object = query.address() && dump.snapshot.find(*query.address()) != ObjectId::none;
  }
  return record;
}

}  // namespace heapgraph
