// SPDX-License-Identifier: MIT
// The parts of a report that need objects only and no tree, made concurrently.
#include "analyze/make_report.h"

#include "report/breakdown.h"
#include "report/difference.h"
#include "report/dump_facts.h"
#include "report/savings.h"

namespace heapgraph {
namespace {

Breakdown compare_breakdowns(std::span<const Dump> dumps, const std::vector<WalkedDump>& walked) {
  return compare(break_down(dumps.front().snapshot, walked.front().is_reached, Weights()),
                 break_down(dumps.back().snapshot, walked.back().is_reached, Weights()));
}

}  // namespace

ReportInTheMaking::ReportInTheMaking(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                                     const MatchedDumps& matched, const std::vector<WalkedDump>& walked,
                                     Scheduler& scheduler)
    : question_(question), identity_(plan.identity) {
  if (plan.compares_paths) {
    breakdown_ = scheduler.submit([=, &walked] { return compare_breakdowns(dumps, walked); });
  } else {
    const Snapshot& snapshot = dumps[plan.shown].snapshot;
    if (plan.places_unreached) everything_.assign(snapshot.object_count(), true);
    const std::vector<bool>& has_place = plan.places_unreached ? everything_ : walked[plan.shown].is_reached;
    breakdown_ = scheduler.submit([&] { return break_down(snapshot, has_place, matched.weights); });
    savings_ = scheduler.submit([&] { return find_savings(snapshot, has_place, matched.weights); });
  }
  if (plan.matches && question.report) {
    difference_ = scheduler.submit([=, &matched, &walked] {
      return difference_of({dumps.back().snapshot, walked.back().is_reached, dumps.front().snapshot,
                            walked.front().is_reached, matched.matching,
                            matched.verified.old_of.empty() ? matched.matching : matched.verified,
                            matched.is_undecided});
    });
  }
  for (const Dump& dump : dumps) facts_.push_back(scheduler.submit([&dump] { return facts_of(dump); }));
}

Report ReportInTheMaking::join() {
  Report report;
  report.tree = question_.tree;
  report.identity = identity_;
  report.breakdown = breakdown_.get();
  if (savings_.is_valid()) report.savings = savings_.get();
  if (difference_.is_valid()) report.difference = difference_.get();
  for (Task<DumpFacts>& facts : facts_) report.dumps.push_back(facts.get());
  return report;
}

}  // namespace heapgraph
