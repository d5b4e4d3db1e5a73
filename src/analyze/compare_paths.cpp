// SPDX-License-Identifier: MIT
// Two heaps compared node by node.
//
// Addresses say nothing across processes, but the names that lead to an object are those of the program. So
// each heap is placed by itself, and what is compared is how much each node holds.
#include "analyze/compare_paths.h"

#include <array>
#include <future>
#include <vector>

#include "analyze/place.h"
#include "base/platform.h"
#include "report/leaks.h"
#include "tree/aligned_trees.h"
#include "tree/fold_repeats.h"

namespace heapgraph {
namespace {

Report report_of(const Question& question, const Wanted& wanted, const Budget& budget, const Dumps& dumps,
                 const std::vector<PlacedHeap>& placed, const FoldedTree& folded, const Series& series) {
  Report report;
  report.fresh = facts_of(*dumps.fresh, dumps.names.back());
  report.old = facts_of(*dumps.old, dumps.names.front());
  report.tree = question.tree;
  report.breakdown = compare(break_down(*dumps.old, placed.front().placement, cost_of_live(*dumps.old)),
                             break_down(*dumps.fresh, placed.back().placement, cost_of_live(*dumps.fresh)));
  report.leaks = find_leaks(folded, {{}, series}, budget.known, wanted.rows);
  return report;
}

}  // namespace

Analysis compare_paths(const Question& question, const Wanted& wanted, const Budget& budget,
                       const Dumps& dumps, const BeginPhase& begin_phase) {
  begin_phase("walk");
  const std::launch policy = wanted.threads == 1 ? std::launch::deferred : std::launch::async;
  const std::array<const Snapshot*, 2> heaps = {&*dumps.old, &*dumps.fresh};
  const std::vector<PlacedHeap> placed = place_all(heaps, question, policy);
  const Placement& old_placement = placed.front().placement;
  const Placement& placement = placed.back().placement;

  begin_phase("tree");
  TreeWithSeries compared = align(placed).difference();
  Analysis analysis;
  analysis.measure = Measure::difference;
  analysis.summary = summarize(placement, *dumps.fresh, cost_of_live(*dumps.fresh));
  analysis.summary.counted = compared.tree.root().total;

  const FoldedTree folded = fold_repeats(compared.tree);
  if (!budget.limits.empty()) {
    const CostOf live_cost = cost_of_live(*dumps.fresh);
    const CostOf old_cost = cost_of_live(*dumps.old);
    const Measured live = {*dumps.fresh, placement, live_cost};
    const Measured old = {*dumps.old, old_placement, old_cost};
    analysis.limits = check_limits_of_tree(budget, folded, {nullptr, &live, &old}, today());
  }
  if (wanted.report) {
    begin_phase("report");
    analysis.report = report_of(question, wanted, budget, dumps, placed, folded,
                                fold_series(folded, compared.tree, compared.series));
  }
  analysis.tree = std::move(compared.tree);
  analysis.series = std::move(compared.series);
  return analysis;
}

}  // namespace heapgraph
