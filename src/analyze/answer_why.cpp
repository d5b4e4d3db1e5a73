// SPDX-License-Identifier: MIT
// The answer to `--why`, or the reason why there is none.
#include "analyze/answer_why.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/error.h"
#include "report/why.h"

namespace heapgraph {
namespace {

[[noreturn]] void refuse(const WhyQuery& query, const Plan& plan, const AskedDumps& dumps) {
  const std::string what = "--why " + escape_unprintable(query.text());
  if (!query.address()) {
    throw Error(
        what + ": no object matches",
        fmt::format("names are those of the picture, from the roots down: {}; * is any one name, ** any "
                    "number of names",
                    dumps.shown(plan).vocabulary()->phrases.example_path));
  }
  const std::vector<DumpRecord>& records = dumps.records;
  const bool is_freed = plan.measure == Measure::freed;
  if (records.size() > 1 && (is_freed ? records.back() : records.front()).has_asked_object) {
    throw Error(what + (is_freed ? ": this object is only in NEW"
                                 : ": this object of OLD is not in NEW: it was freed"),
                is_freed ? "ask without --measure freed" : "--measure freed says what kept it alive in OLD");
  }
  for (std::size_t i = 1; i + 1 < records.size(); ++i) {
    if (!records[i].has_asked_object) continue;
    throw Error(fmt::format("{}: only {} has this object: it came and went", what,
                            escape_unprintable(records[i].facts.file)),
                "ask of that dump alone");
  }
  throw Error(what + ": no object has this address", "ask by a path pattern: the answers name addresses");
}

}  // namespace

WhyReport answer_why(const Question& question, const Plan& plan, const AskedDumps& dumps,
                     const MatchedDumps& matched, const WalkedDump& walked,
                     const std::vector<std::uint64_t>& retained, const Findings& findings) {
  const Snapshot& snapshot = dumps.shown(plan);
  const WhyQuery query(*question.why, snapshot.vocabulary().get());
  std::vector<ObjectId> matches = query.matches(snapshot, walked.placement);
  if (matches.empty()) refuse(query, plan, dumps);
  std::optional<Weights> differing;
  if (dumps.records.size() > 1) differing = weigh_differing(plan, matched);
  return explain(query.text(), std::move(matches),
                 {{snapshot, walked.steps, retained, differing ? &*differing : nullptr, question.follow_weak},
                  question.rows,
                  &findings.site_of});
}

}  // namespace heapgraph
