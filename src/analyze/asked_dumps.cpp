// SPDX-License-Identifier: MIT
// The dumps of a question as its answer needs them.
#include "analyze/asked_dumps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "base/text.h"
#include "graph/match_by_number.h"
#include "heap/vocabulary.h"
#include "heapgraph/error.h"
#include "report/dump_facts.h"
#include "report/why.h"

namespace heapgraph {
namespace {

bool share_a_root(const Snapshot& old, const Snapshot& snapshot) {
  std::unordered_set<std::uint64_t> of_old;
  for (const Root& root : old.roots()) of_old.insert(old.identifier(root.object));
  return std::any_of(snapshot.roots().begin(), snapshot.roots().end(),
                     [&](const Root& root) { return of_old.count(snapshot.identifier(root.object)) != 0; });
}

}  // namespace

void check_asked(const Question& question, const Dump& first, const Dump& dump) {
  const Vocabulary& vocabulary = *dump.snapshot.vocabulary();
  const Vocabulary& expected = *first.snapshot.vocabulary();
  if (vocabulary.runtime != expected.runtime) {
    throw Error(FilePlace{dump.name},
                fmt::format("is {}, but {} is {}", vocabulary.phrases.dump, escape_unprintable(first.name),
                            expected.phrases.dump),
                "compare dumps of one runtime");
  }
  if (!question.compatible || !are_numbers_kept(dump.snapshot)) return;
  throw Error(
      fmt::format("--compatible counts as heapgraph.py does, which cannot read {}", vocabulary.phrases.dump),
      "leave --compatible out");
}

DumpRecord record_of(const Question& question, const Dump& dump, const Snapshot& first) {
  DumpRecord record = {facts_of(dump), share_a_root(first, dump.snapshot), false};
  if (question.why) {
    const WhyQuery query(*question.why, dump.snapshot.vocabulary().get());
    record.has_asked_object = query.address() && dump.snapshot.find(*query.address()) != ObjectId::none;
  }
  return record;
}

}  // namespace heapgraph
