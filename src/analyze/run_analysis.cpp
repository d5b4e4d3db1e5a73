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
#include "analyze/asked_dumps.h"
#include "analyze/explore.h"
#include "analyze/fold_answer.h"
#include "analyze/make_report.h"
#include "analyze/match_dumps.h"
#include "analyze/notices.h"
#include "analyze/object_table.h"
#include "analyze/summarize.h"
#include "analyze/walk_dumps.h"
#include "base/platform.h"
#include "graph/retained.h"
#include "limits/known_leaks.h"
#include "report/find_sites.h"
#include "report/live_sites.h"
#include "report/path_sites.h"
#include "report/stays.h"
#include "tree/aligned_trees.h"
#include "tree/fold_tree.h"

namespace heapgraph {
namespace {

/// Findings of a pair or of one dump, or of what is alive in the last dump of a series.
std::optional<Findings> find_findings(const Question& question, const Plan& plan, const Snapshot& first,
                                      const Snapshot& last, const MatchedDumps& matched,
                                      Scheduler& scheduler) {
  if (!plan.finds_sites || plan.compares_paths) return std::nullopt;
  const SiteQuery query = site_query_of(question, plan);
  if (plan.measure == Measure::live) return find_live_sites(last, question.follow_weak, query);
  return find_sites({last, first, matched.matching, question.follow_weak, plan.places_unreached}, query,
                    scheduler);
}

/// Inputs that all stages after the walk share.
struct Ground {
  const Question& question;
  const Plan& plan;
  const AskedDumps& dumps;
  const MatchedDumps& matched;
  WalkedDumps& walked;
  AlignedTrees* aligned;  ///< null unless there is a series
  Scheduler& scheduler;

  const Snapshot& snapshot() const { return dumps.shown(plan); }
  WalkedDump& shown() const { return walked.shown(plan); }
};

/// Tree with all its columns.
struct ArrangedAnswer {
  TreeWithColumns tree;
  std::vector<std::uint64_t> retained;  ///< retained size of each object, where retention is explained
};

ArrangedAnswer arrange_answer(const Ground& ground) {
  ArrangedAnswer answer;
  if (ground.plan.compares_paths) {
    AlignedTrees aligned;
    aligned.add(ground.walked.first.alive);
    aligned.add(ground.walked.last.alive);
    if (ground.plan.folds_aligned) aligned.fold();
    answer.tree = aligned.difference();
    return answer;
  }
  const Snapshot& snapshot = ground.snapshot();
  Task<std::vector<std::uint64_t>> retaining;
  const bool retains = explains_retention(ground.question, ground.plan, snapshot);
  if (retains) {
    retaining = ground.scheduler.submit([&] { return retained_bytes(snapshot, ground.shown().dominators); });
  }
  PlacedTree placed = build_tree(ground.shown().placement, snapshot, ground.matched.weights);
  answer.tree.tree = std::move(placed.tree);
  answer.tree.columns.growth = std::move(placed.growth);
  if (retains) answer.retained = retaining.get();
  if (retains && ground.question.retained) {
    answer.tree.columns.retained = retained_by_node(ground.shown().dominators, answer.retained,
                                                    ground.shown().placement.node_of.then(placed.position_of),
                                                    answer.tree.tree.nodes.size());
  }
  if (ground.aligned != nullptr) answer.tree.columns.series = ground.aligned->beside(answer.tree.tree);
  return answer;
}

/// Objects of each heap that count for no limit, since they hang from known sites or grew there.
struct IgnoredObjects {
  std::vector<bool> in_new;  ///< empty if there are none
  std::vector<bool> in_old;  ///< the same objects in the first dump
};

IgnoredObjects find_ignored(const Ground& ground, const Findings* findings) {
  IgnoredObjects ignored;
  if (findings == nullptr || findings->is_known.empty()) return ignored;
  ignored.in_new = findings->is_known;
  for (std::size_t i = 0; i < findings->has_known_growth.size(); ++i) {
    if (findings->has_known_growth[i]) ignored.in_new[i] = true;
  }
  ignored.in_old.resize(ground.dumps.first.object_count());
  for (std::size_t i = 0; i < ground.matched.matching.old_of.size(); ++i) {
    const ObjectId before = ground.matched.matching.old_of[i];
    if (ignored.in_new[i] && before != ObjectId::none) ignored.in_old[index(before)] = true;
  }
  return ignored;
}

LimitReport check(const Ground& ground, const FoldedTree* folded, const Findings* findings) {
  const Weights everything;
  const IgnoredObjects ignored = find_ignored(ground, findings);
  const std::vector<bool>* const in_new = ignored.in_new.empty() ? nullptr : &ignored.in_new;
  const std::vector<bool>* const in_old = ignored.in_new.empty() ? nullptr : &ignored.in_old;
  const WalkedDumps& walked = ground.walked;
  const Measured counted = {ground.snapshot(), ground.shown().placement, ground.matched.weights, in_new};
  const Measured live = {ground.dumps.last, walked.last.placement, everything, in_new};
  const Measured old = {ground.dumps.first, walked.first.placement, everything, in_old};
  const bool has_both = ground.plan.compares_paths || ground.plan.limits_growth;
  const MeasuredHeaps heaps = {ground.plan.compares_paths ? nullptr : &counted, has_both ? &live : nullptr,
                               has_both ? &old : nullptr};
  return check_limits_of_tree(ground.question.budget, folded != nullptr ? *folded : FoldedTree{},
                              findings != nullptr ? findings->known : std::set<std::string>(), heaps,
                              today());
}

std::uint64_t most_output_bytes(const Bounds& bounds, const std::vector<DumpRecord>& records) {
  std::uint64_t text_bytes = 0;
  for (const DumpRecord& record : records) text_bytes += record.facts.load.text_bytes;
  return Bounds::small_text + bounds.output_ratio * text_bytes;
}

/// Answers from what was matched and walked. `begin` is told the name of each phase.
Analysis answer(const Ground& ground, std::optional<Findings> findings, const BeginPhase& begin) {
  const auto& [question, plan, dumps, matched, walked, aligned, scheduler] = ground;
  Analysis analysis;
  analysis.findings = std::move(findings);
  begin("tree");
  for (const DumpRecord& record : dumps.records) analysis.dumps.push_back(record.facts.file);
  analysis.options = options_of(question);
  analysis.match = question.match;
  analysis.measure = plan.measure;
  analysis.most_output_bytes = most_output_bytes(question.bounds, dumps.records);
  Task<Summary> adding_up =
      scheduler.submit([&] { return summarize(ground.plan, ground.dumps, ground.matched, ground.walked); });
  Task<Stays> counting_stays;
  if (plan.is_series) {
    counting_stays = scheduler.submit([&] {
      return count_stays(ground.dumps.last, ground.walked.last.is_reached, ground.matched.lifetimes,
                         ground.matched.verified_lifetimes, ground.matched.is_undecided);
    });
  }
  std::optional<ReportInTheMaking> reporting;
  if (question.report) reporting.emplace(question, plan, dumps, matched, walked, scheduler);
  ArrangedAnswer answer = arrange_answer(ground);
  if (plan.folds) analysis.folded = fold_answer(plan.fold, answer.tree);
  if (plan.compares_paths && plan.finds_sites) {
    analysis.findings = find_path_sites(answer.tree, *analysis.folded, site_query_of(question, plan));
  }
  if (!question.budget.limits.empty()) {
    analysis.limits = check(ground, analysis.folded.get(), analysis.findings ? &*analysis.findings : nullptr);
  }

  if (question.report) begin("report");
  analysis.summary = adding_up.get();
  if (plan.compares_paths) analysis.summary.counted = answer.tree.tree.root().total;
  if (counting_stays.is_valid()) analysis.stays = counting_stays.get();
  if (reporting) {
    analysis.report = reporting->join();
    if (question.why) {
      analysis.report->why =
          answer_why(question, plan, dumps, matched, walked.shown(plan), answer.retained, *analysis.findings);
    }
  }
  if (question.explores) {
    begin("explore");
    analysis.exploration =
        std::make_shared<Exploration>(explore(question, plan, dumps, matched, aligned, scheduler));
  }
  if (question.lists_objects) {
    begin("objects");
    analysis.objects =
        std::make_shared<ObjectTable>(tabulate_objects(question, plan, dumps, matched, scheduler));
  }
  if (plan.fold == Fold::tree) show_folded(answer.tree, analysis.folded);
  analysis.tree = std::move(answer.tree.tree);
  analysis.columns = std::move(answer.tree.columns);
  analysis.notices = notices_of(plan, dumps, matched.matching, walked.shown(plan).is_reached, analysis);
  return analysis;
}

Analysis answer_series(const Question& question, const Plan& plan, SeriesInTheMaking& dumps,
                       Scheduler& scheduler, const BeginPhase& begin) {
  begin("match");
  DumpWalk walking_last(question, plan, dumps.last(), plan.walks.size() - 1, scheduler);
  MatchedSeries series = dumps.finish();
  if (plan.measure == Measure::live) {
    series.findings = find_findings(question, plan, dumps.first(), dumps.last(), series.matched, scheduler);
  }
  begin("walk");
  WalkedDumps walked = {std::move(series.first_walked), walking_last.get()};
  series.aligned.add(walked.last.alive);
  walked.last.alive = {};
  const AskedDumps asked = {dumps.first(), dumps.last(), dumps.take_records()};
  return answer({question, plan, asked, series.matched, walked, &series.aligned, scheduler},
                std::move(series.findings), begin);
}

Analysis answer_pair(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                     Scheduler& scheduler, const BeginPhase& begin) {
  const Snapshot& first = dumps.front().snapshot;
  const Snapshot& last = dumps.back().snapshot;
  for (const Dump& dump : dumps) check_asked(question, dumps.front(), dump);
  begin("match");
  const MatchedDumps matched = match_pair(question, plan, first, last);
  // Sites need much working memory, so they are found before there is a tree.
  std::optional<Findings> findings = find_findings(question, plan, first, last, matched, scheduler);
  begin("walk");
  std::optional<DumpWalk> walking_first;
  if (dumps.size() > 1) walking_first.emplace(question, plan, first, 0, scheduler);
  DumpWalk walking_last(question, plan, last, dumps.size() - 1, scheduler);
  WalkedDumps walked;
  if (walking_first) walked.first = walking_first->get();
  walked.last = walking_last.get();
  AskedDumps asked = {first, last, {}};
  for (const Dump& dump : dumps) asked.records.push_back(record_of(question, dump, first));
  return answer({question, plan, asked, matched, walked, nullptr, scheduler}, std::move(findings), begin);
}

/// Calls a function that may be empty.
BeginPhase or_nothing(const BeginPhase& begin_phase) {
  return begin_phase ? begin_phase : [](const char* /*phase*/) {};
}

}  // namespace

Analysis run_analysis(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                      Scheduler& scheduler, const BeginPhase& begin_phase) {
  const BeginPhase begin = or_nothing(begin_phase);
  if (!plan.is_series) return answer_pair(question, plan, dumps, scheduler, begin);
  SeriesInTheMaking series(question, plan, scheduler);
  // The caller holds the dumps.
  for (const Dump& dump : dumps) series.add({std::shared_ptr<const void>(), &dump});
  return answer_series(question, plan, series, scheduler, begin);
}

Analysis run_analysis(const Question& question, const Plan& plan, SeriesInTheMaking& series,
                      Scheduler& scheduler, const BeginPhase& begin_phase) {
  const BeginPhase begin = or_nothing(begin_phase);
  return answer_series(question, plan, series, scheduler, begin);
}

Analysis analyze(const Question& question, std::span<const Dump> dumps, const AnalyzeOptions& options) {
  Scheduler scheduler(options.threads);
  return run_analysis(question, plan_for(question, dumps.size()), dumps, scheduler, options.begin_phase);
}

}  // namespace heapgraph
