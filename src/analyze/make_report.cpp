// SPDX-License-Identifier: MIT
// The parts of a report that need objects only and no tree, made concurrently.
#include "analyze/make_report.h"

#include "report/breakdown.h"
#include "report/difference.h"
#include "report/savings.h"

namespace heapgraph {
namespace {

Breakdown compare_breakdowns(const AskedDumps& dumps, const WalkedDumps& walked) {
  return compare(break_down(dumps.first, walked.first.is_reached, Weights()),
                 break_down(dumps.last, walked.last.is_reached, Weights()));
}

}  // namespace

ReportInTheMaking::ReportInTheMaking(const Question& question, const Plan& plan, const AskedDumps& dumps,
                                     const MatchedDumps& matched, const WalkedDumps& walked,
                                     Scheduler& scheduler)
    : question_(question), identity_(plan.identity), dumps_(dumps) {
  if (plan.compares_paths) {
    breakdown_ = scheduler.submit([&] { return compare_breakdowns(dumps, walked); });
  } else {
    const Snapshot& snapshot = dumps.shown(plan);
    if (plan.places_unreached) everything_.assign(snapshot.object_count(), true);
    const std::vector<bool>& has_place = plan.places_unreached ? everything_ : walked.shown(plan).is_reached;
    breakdown_ = scheduler.submit([&] { return break_down(snapshot, has_place, matched.weights); });
    savings_ = scheduler.submit([&] { return find_savings(snapshot, has_place, matched.weights); });
  }
  if (plan.matches && question.report) {
    difference_ = scheduler.submit([&] {
      return difference_of(
          {dumps.last, walked.last.is_reached, dumps.first, walked.first.is_reached, matched.matching,
           matched.verified.old_of.empty() ? matched.matching : matched.verified, matched.is_undecided});
    });
  }
}

Report ReportInTheMaking::join() {
  Report report;
  report.tree = question_.tree;
  report.identity = identity_;
  report.breakdown = breakdown_.get();
  if (savings_.is_valid()) report.savings = savings_.get();
  if (difference_.is_valid()) report.difference = difference_.get();
  for (const DumpRecord& record : dumps_.records) report.dumps.push_back(record.facts);
  return report;
}

}  // namespace heapgraph
