// SPDX-License-Identifier: MIT
// The stages of an answer, in their order: match, reach and place, weigh, arrange, fold, report.
//
// Every kind of question takes the same way: one dump, a pair, freed objects, a series, a comparison by
// path. The plan says which stages the question needs, and each stage runs once. Independent stages run
// concurrently.
#include "analyze/run_analysis.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analyze/answer_why.h"
#include "analyze/fold_answer.h"
#include "analyze/make_report.h"
#include "analyze/match_dumps.h"
#include "analyze/notices.h"
#include "analyze/summarize.h"
#include "analyze/walk_dumps.h"
#include "base/platform.h"
#include "graph/retained.h"
#include "limits/known_leaks.h"
#include "report/find_sites.h"
#include "report/leaks.h"
#include "report/live_sites.h"
#include "report/path_sites.h"
#include "report/retainers.h"
#include "report/stays.h"
#include "tree/aligned_trees.h"
#include "tree/fold_columns.h"
#include "tree/fold_tree.h"
#include "tree/series_beside.h"

namespace heapgraph {
namespace {

/// Findings of a pair or of one dump.
std::optional<Findings> find_findings(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                                      const MatchedDumps& matched, Scheduler& scheduler) {
  if (!plan.finds_sites || plan.is_series) return std::nullopt;
  const SiteQuery query = {question.rows, plan.measure == Measure::freed, &question.budget.known};
  if (plan.measure == Measure::live) {
    return find_live_sites(dumps[plan.shown].snapshot, question.follow_weak, query);
  }
  return find_sites({dumps.back().snapshot, dumps.front().snapshot, matched.matching, question.follow_weak,
                     plan.places_unreached},
                    query, scheduler);
}

/// Inputs that all stages after the walk share.
struct Ground {
  const Question& question;
  const Plan& plan;
  std::span<const Dump> dumps;
  const MatchedDumps& matched;
  std::vector<WalkedDump>& walked;
  Scheduler& scheduler;

  const Snapshot& snapshot() const { return dumps[plan.shown].snapshot; }
  WalkedDump& shown() const { return walked[plan.shown]; }
};

/// Finds retained sizes while the tree is arranged. `node_of` stays empty, since the tree is not known yet.
Retention find_retention(const Ground& ground) {
  const Snapshot& snapshot = ground.snapshot();
  Task<std::vector<std::uint64_t>> counting;
  if (!ground.matched.weights.counts_all() || ground.matched.weights.has_growth()) {
    counting = ground.scheduler.submit(
        [&] { return retained_bytes(snapshot, ground.shown().dominators, ground.matched.weights); });
  }
  Retention retention;
  retention.bytes = retained_bytes(snapshot, ground.shown().dominators, Weights());
  if (counting.is_valid()) retention.counted = counting.get();
  retention.dominators = std::move(ground.shown().dominators);
  retention.steps = std::move(ground.shown().steps);
  return retention;
}

AlignedTrees align(const Ground& ground) {
  AlignedTrees aligned;
  for (const WalkedDump& dump : ground.walked) aligned.add(dump.alive);
  if (ground.plan.folds_aligned) aligned.fold();
  return aligned;
}

/// Tree with all its columns, and the retained sizes that the report needs.
struct ArrangedAnswer {
  TreeWithColumns tree;
  std::optional<Retention> retention;
};

ArrangedAnswer arrange_answer(const Ground& ground) {
  ArrangedAnswer answer;
  if (ground.plan.compares_paths) {
    answer.tree = align(ground).difference();
    return answer;
  }
  Task<Retention> retaining;
  if (explains_retention(ground.question, ground.plan, ground.snapshot())) {
    retaining = ground.scheduler.submit([&] { return find_retention(ground); }, Scheduler::Kind::branch);
  }
  PlacedTree placed = build_tree(ground.shown().placement, ground.snapshot(), ground.matched.weights);
  answer.tree.tree = std::move(placed.tree);
  answer.tree.columns.growth = std::move(placed.growth);
  if (retaining.is_valid()) {
    answer.retention = retaining.get();
    answer.retention->node_of = ground.shown().placement.node_of.then(placed.position_of);
    if (ground.question.retained) {
      answer.tree.columns.retained =
          retained_by_node(answer.retention->dominators, answer.retention->bytes, answer.retention->node_of,
                           answer.tree.tree.nodes.size());
    }
  }
  if (ground.plan.is_series) {
    std::vector<const WeighedNodes*> heaps;
    for (const WalkedDump& dump : ground.walked) heaps.push_back(&dump.alive);
    answer.tree.columns.series = series_beside(answer.tree.tree, heaps, ground.scheduler);
  }
  return answer;
}

LimitReport check(const Ground& ground, const FoldedTree* folded, const Findings* findings) {
  const Weights everything;
  const bool has_known = findings != nullptr && !findings->is_known.empty();
  const auto ignored_in = [&](std::size_t dump) {
    return has_known && dump == ground.plan.shown ? &findings->is_known : nullptr;
  };
  const auto all_of = [&](std::size_t dump) {
    return Measured{ground.dumps[dump].snapshot, ground.walked[dump].placement, everything, ignored_in(dump)};
  };
  const Measured counted = {ground.snapshot(), ground.shown().placement, ground.matched.weights,
                            ignored_in(ground.plan.shown)};
  const Measured live = all_of(ground.dumps.size() - 1);
  const Measured old = all_of(0);
  const bool has_both = ground.plan.compares_paths || ground.plan.limits_growth;
  const MeasuredHeaps heaps = {ground.plan.compares_paths ? nullptr : &counted, has_both ? &live : nullptr,
                               has_both ? &old : nullptr};
  return check_limits_of_tree(ground.question.budget, folded != nullptr ? *folded : FoldedTree{},
                              findings != nullptr ? findings->known : std::set<std::string>(), heaps,
                              today());
}

/// Adds the entries of the report that need the tree.
void add_places(const Ground& ground, const ArrangedAnswer& answer, const FoldedTree& folded,
                Report& report) {
  const std::uint32_t rows = ground.question.rows;
  Task<std::vector<GrowingPath>> growing;
  if (ground.plan.is_series) {
    growing = ground.scheduler.submit([&] { return find_growing(align(ground).growing(), rows); });
  }
  Task<std::vector<Retainer>> retaining;
  if (answer.retention) {
    retaining = ground.scheduler.submit(
        [&] { return heaviest_retainers(ground.snapshot(), *answer.retention, rows); });
  }
  TreeColumns columns;
  columns.more = answer.tree.columns.more;
  columns.series = fold_series(folded, answer.tree.tree, answer.tree.columns.series);
  if (answer.retention) {
    columns.retained =
        retained_by_node(answer.retention->dominators, answer.retention->bytes,
                         answer.retention->node_of.then(folded.node_of), folded.tree.nodes.size());
  }
  report.leaks = find_leaks(folded, columns, ground.question.budget.known, rows);
  if (retaining.is_valid()) report.retainers = retaining.get();
  if (growing.is_valid()) report.growing = growing.get();
  if (ground.question.why) {
    report.why = answer_why(ground.question, ground.plan, ground.dumps, ground.matched,
                            ground.shown().placement, *answer.retention);
  }
}

}  // namespace

Analysis run_analysis(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                      Scheduler& scheduler, const BeginPhase& begin_phase) {
  const auto begin = [&](const char* phase) {
    if (begin_phase) begin_phase(phase);
  };
  begin("match");
  const MatchedDumps matched = match_dumps(question, plan, dumps, scheduler);
  Analysis analysis;
  // Sites need much working memory, so they are found before there is a tree.
  analysis.findings = find_findings(question, plan, dumps, matched, scheduler);

  begin("walk");
  std::vector<WalkedDump> walked = DumpWalks(question, plan, dumps, scheduler).collect();
  const Ground ground = {question, plan, dumps, matched, walked, scheduler};

  begin("tree");
  analysis.match = question.match;
  analysis.measure = plan.measure;
  Task<Summary> adding_up = scheduler.submit([&] { return summarize(plan, dumps, matched, walked); });
  Task<Stays> counting_stays;
  if (plan.is_series) {
    counting_stays = scheduler.submit([&] {
      return count_stays(dumps.back().snapshot, walked.back().is_reached, matched.lifetimes,
                         matched.verified_lifetimes, matched.is_undecided);
    });
  }
  std::optional<ReportInTheMaking> reporting;
  if (question.report) reporting.emplace(question, plan, dumps, matched, walked, scheduler);
  ArrangedAnswer answer = arrange_answer(ground);
  if (plan.folds) analysis.folded = fold_answer(plan.fold, answer.tree);
  if (!question.budget.limits.empty()) {
    const Findings* const findings = analysis.findings ? &*analysis.findings : nullptr;
    analysis.limits = check(ground, analysis.folded.get(), findings);
  }

  if (question.report) begin("report");
  analysis.summary = adding_up.get();
  if (plan.compares_paths) analysis.summary.counted = answer.tree.tree.root().total;
  if (counting_stays.is_valid()) analysis.stays = counting_stays.get();
  if (reporting) {
    analysis.report = reporting->join();
    add_places(ground, answer, *analysis.folded, *analysis.report);
    if (plan.compares_paths && question.sites) {
      const std::span<const Cost> whole = answer.tree.columns.series.total_of(NodeId::root);
      analysis.findings = findings_of_paths(analysis.report->leaks, whole.front(), whole.back(),
                                            answer.tree.columns.more.whole());
    }
  }
  if (plan.fold == Fold::tree) show_folded(answer.tree, analysis.folded);
  analysis.tree = std::move(answer.tree.tree);
  analysis.columns = std::move(answer.tree.columns);
  analysis.notices = notices_of(plan, dumps, matched.matching, walked[plan.shown].is_reached, analysis);
  return analysis;
}

Analysis analyze(const Question& question, std::span<const Dump> dumps, const AnalyzeOptions& options) {
  Scheduler scheduler(options.threads);
  return run_analysis(question, plan_for(question, dumps.size()), dumps, scheduler, options.begin_phase);
}

}  // namespace heapgraph
