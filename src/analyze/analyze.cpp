// SPDX-License-Identifier: MIT
// From the dumps that were read to all that a format may want to say.
#include "heapgraph/analyze.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <utility>

#include "analyze/compare_paths.h"
#include "analyze/place.h"
#include "base/platform.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/dominators.h"
#include "heapgraph/error.h"
#include "heapgraph/lifetimes.h"
#include "report/leaks.h"
#include "tree/fold_repeats.h"

namespace heapgraph {
namespace {

/// Of larger heaps the retained sizes would take longer than the picture is worth waiting for.
constexpr std::size_t most_objects_with_retained = 500000;

CostOf cost_of_difference(Measure measure, const Snapshot& old, const Snapshot& snapshot,
                          const Matching& matching) {
  switch (measure) {
    case Measure::growth:
      return cost_of_growth(snapshot, old, matching);
    case Measure::freed:
      return cost_of_freed(old, matching);
    case Measure::live:
      return cost_of_live(snapshot);
    default:
      return cost_of_new(snapshot, matching);
  }
}

bool limits_growth(const Budget& budget) {
  return std::any_of(budget.limits.begin(), budget.limits.end(),
                     [](const Limit& limit) { return limit.growth.has_value(); });
}

class Analyzer {
 public:
  Analyzer(const Question& question, const Wanted& wanted, const Budget& budget, const Dumps& dumps)
      : question_(question),
        wanted_(wanted),
        budget_(budget),
        dumps_(dumps),
        measure_(question.measure.value_or(dumps.old ? Measure::added : Measure::live)),
        // What was freed has its place in OLD.
        snapshot_(measure_ == Measure::freed ? *dumps.old : *dumps.fresh),
        heaps_(all_of(dumps)) {}

  Analysis analyze(const BeginPhase& begin_phase) {
    begin_phase("walk");
    const bool retains = question_.tree == TreeKind::dominators || wanted_.report ||
                         (wanted_.retained && snapshot_.object_count() <= most_objects_with_retained);
    // What counts and where it sits do not depend on each other.
    const std::launch policy = wanted_.threads == 1 ? std::launch::deferred : std::launch::async;
    std::future<void> counting = std::async(policy, [&] { count(); });
    std::future<void> dominating = std::async(policy, [&] {
      if (retains) retention_.dominators = find_dominators(snapshot_, question_.follow_weak);
    });
    if (is_series()) placed_heaps_ = place_all(heaps_, question_, policy);
    by_path_ = place_by_first_path(snapshot_, question_.follow_weak, retains ? &retention_.steps : nullptr);
    dominating.get();
    counting.get();

    begin_phase("tree");
    Analysis analysis;
    analysis.measure = measure_;
    std::future<Summary> adding_up =
        std::async(policy, [&] { return summarize(by_path_, snapshot_, cost_of_); });
    const bool is_by_path = question_.tree == TreeKind::paths;
    if (!is_by_path) {
      placed_ = place_by_dominator(snapshot_, retention_.dominators, retention_.steps, question_.follow_weak);
    }
    if (question_.split != Split::none) {
      placed_ = split_by_category(is_by_path ? by_path_ : placed_, snapshot_, question_.split);
    }
    const bool is_as_walked = is_by_path && question_.split == Split::none;
    placement_ = is_as_walked ? &by_path_ : &placed_;
    std::vector<NodeId> position_of;
    const bool folds = wanted_.report || !budget_.known.empty();
    analysis.tree = build_tree(*placement_, snapshot_, cost_of_, retains || folds ? &position_of : nullptr);
    analysis.summary = adding_up.get();
    if (retains) {
      finish_retention(position_of);
      if (wanted_.retained) {
        analysis.retained = retained_by_node(retention_.dominators, retention_.bytes, retention_.node_of,
                                             analysis.tree.nodes.size());
      }
    }
    if (is_series()) {
      std::future<Stays> counting_stays = std::async(policy, [&] { return count_what_stays(); });
      aligned_ = align(placed_heaps_);
      analysis.series = aligned_.series_on(analysis.tree);
      analysis.stays = counting_stays.get();
    }
    const FoldedTree folded = folds ? fold_repeats(analysis.tree) : FoldedTree{};
    if (!budget_.limits.empty()) {
      analysis.limits = check(folded);
    }
    if (wanted_.report) {
      begin_phase("report");
      analysis.report = report(folded, analysis);
    }
    analysis.matching = std::move(matching_);
    return analysis;
  }

 private:
  bool is_series() const { return !dumps_.between.empty(); }

  void count() {
    if (is_series()) {
      count_series();
      return;
    }
    const bool compares = dumps_.old && (measure_ != Measure::live || wanted_.report);
    if (!compares) {
      cost_of_ = cost_of_live(snapshot_);
      return;
    }
    matching_ = question_.identity == Identity::verified
                    ? match_verified(*dumps_.fresh, *dumps_.old, question_.follow_weak)
                    : match_by_address(*dumps_.fresh, *dumps_.old);
    cost_of_ = cost_of_difference(measure_, *dumps_.old, *dumps_.fresh, matching_);
  }

  /// New is what came between the first dump and the second, and stays.
  void count_series() {
    lifetimes_ = follow_objects(heaps_, question_.identity, question_.follow_weak);
    matching_ = lifetimes_.to_first;
    switch (measure_) {
      case Measure::added:
        cost_of_ = cost_of_staying(*dumps_.fresh, lifetimes_);
        break;
      case Measure::growth:
        cost_of_ = cost_of_staying_growth(*dumps_.fresh, *dumps_.old, lifetimes_);
        break;
      default:
        cost_of_ = cost_of_difference(measure_, *dumps_.old, *dumps_.fresh, matching_);
    }
  }

  Stays count_what_stays() const {
    const bool is_verified = question_.identity == Identity::verified;
    return count_stays(
        *dumps_.fresh, placed_heaps_.back().placement, lifetimes_,
        is_verified ? lifetimes_ : follow_objects(heaps_, Identity::verified, question_.follow_weak));
  }

  /// Of OLD or NEW, as is asked; made when it is first needed, if it is not that of the tree.
  const Placement& placement_of(const Snapshot& snapshot) {
    if (&snapshot == &snapshot_) return *placement_;
    if (is_series()) {
      return (&snapshot == heaps_.front() ? placed_heaps_.front() : placed_heaps_.back()).placement;
    }
    if (!other_placed_) {
      // Where its objects sit is asked by limits of growth alone; else only whether they are reached.
      other_placed_ = limits_growth(budget_) ? place(snapshot, question_)
                                             : place_by_first_path(snapshot, question_.follow_weak);
    }
    return *other_placed_;
  }

  void finish_retention(const std::vector<NodeId>& position_of) {
    retention_.bytes = retained_bytes(retention_.dominators, cost_of_live(snapshot_));
    retention_.counted =
        measure_ == Measure::live ? retention_.bytes : retained_bytes(retention_.dominators, cost_of_);
    retention_.node_of = placement_->node_of;
    for (NodeId& node : retention_.node_of) {
      if (node != NodeId::none) node = position_of[index(node)];
    }
  }

  Report report(const FoldedTree& folded, const Analysis& analysis) {
    Report report;
    report.identity = question_.identity;
    report.tree = question_.tree;
    report.fresh = facts_of(*dumps_.fresh, dumps_.names.back());
    report.breakdown = break_down(snapshot_, by_path_, cost_of_);
    report.savings = find_savings(snapshot_, by_path_, cost_of_);
    report.retainers = heaviest_retainers(snapshot_, retention_, wanted_.rows);
    BesideTree beside = {retained_in(folded), {}};
    if (is_series()) {
      beside.series = fold_series(folded, analysis.tree, *analysis.series);
      const TreeWithSeries growing = aligned_.growing();
      report.growing = find_growing(growing.tree, growing.series, wanted_.rows);
      for (std::size_t i = 0; i < dumps_.between.size(); ++i) {
        report.between.push_back(facts_of(dumps_.between[i], dumps_.names[i + 1]));
      }
    }
    report.leaks = find_leaks(folded, beside, budget_.known, wanted_.rows);
    if (question_.why) report.why = why();
    if (!dumps_.old) return report;
    report.old = facts_of(*dumps_.old, dumps_.names.front());
    report.difference = difference_of(*dumps_.fresh, placement_of(*dumps_.fresh), *dumps_.old,
                                      placement_of(*dumps_.old), matching_, question_.follow_weak);
    return report;
  }

  /// By the objects on each node.
  std::vector<std::uint64_t> retained_in(const FoldedTree& folded) const {
    std::vector<NodeId> node_of = retention_.node_of;
    for (NodeId& node : node_of) {
      if (node != NodeId::none) node = folded.node_of[index(node)];
    }
    return retained_by_node(retention_.dominators, retention_.bytes, node_of, folded.tree.nodes.size());
  }

  LimitReport check(const FoldedTree& folded) {
    const Measured counted = {snapshot_, *placement_, cost_of_};
    if (!limits_growth(budget_)) return check_limits_of_tree(budget_, folded, {&counted}, today());
    const CostOf live_cost = cost_of_live(*dumps_.fresh);
    const CostOf old_cost = cost_of_live(*dumps_.old);
    const Measured live = {*dumps_.fresh, placement_of(*dumps_.fresh), live_cost};
    const Measured old = {*dumps_.old, placement_of(*dumps_.old), old_cost};
    return check_limits_of_tree(budget_, folded, {&counted, &live, &old}, today());
  }

  WhyReport why() const {
    const WhyQuery query(*question_.why, snapshot_.vocabulary().get());
    std::vector<ObjectId> matches = query.matches(snapshot_, *placement_);
    if (matches.empty()) refuse(query);
    return explain(
        query.text(), std::move(matches),
        {snapshot_, retention_.steps, retention_.bytes, which_differ(), question_.follow_weak, wanted_.rows});
  }

  /// New, of a series what stays of that, or under `freed` freed.
  std::function<bool(ObjectId)> which_differ() const {
    if (!dumps_.old) return [](ObjectId) { return false; };
    const CostOf cost_of = measure_ == Measure::freed ? cost_of_
                           : is_series()              ? cost_of_staying(snapshot_, lifetimes_)
                                                      : cost_of_new(snapshot_, matching_);
    return [cost_of](ObjectId id) { return !cost_of(id).is_nothing(); };
  }

  [[noreturn]] void refuse(const WhyQuery& query) const {
    const std::string what = "--why " + escape_unprintable(query.text());
    if (!query.address()) {
      throw Error(
          what + ": no object is there",
          fmt::format("names are those of the picture, from the roots down: {}; * is any one name, ** any "
                      "number of names",
                      snapshot_.vocabulary()->phrases.example_path));
    }
    const Snapshot* const other =
        !dumps_.old ? nullptr : (measure_ == Measure::freed ? &*dumps_.fresh : &*dumps_.old);
    if (other != nullptr && other->find(*query.address()) != ObjectId::none) {
      throw Error(what + (measure_ == Measure::freed ? ": this object is only in NEW"
                                                     : ": this object of OLD is not in NEW: it was freed"),
                  measure_ == Measure::freed ? "ask without --measure freed"
                                             : "--measure freed says what kept it alive in OLD");
    }
    for (std::size_t i = 0; i < dumps_.between.size(); ++i) {
      if (dumps_.between[i].find(*query.address()) != ObjectId::none) {
        throw Error(fmt::format("{}: only {} has this object: it came and went", what,
                                escape_unprintable(dumps_.names[i + 1])),
                    "ask of that dump alone");
      }
    }
    throw Error(what + ": no object has this address", "ask by a path pattern: the answers name addresses");
  }

  const Question& question_;
  const Wanted& wanted_;
  const Budget& budget_;
  const Dumps& dumps_;
  Measure measure_;
  const Snapshot& snapshot_;                  ///< whose objects are placed
  const std::vector<const Snapshot*> heaps_;  ///< all, oldest first
  Matching matching_;
  CostOf cost_of_;
  Placement by_path_;
  Placement placed_;                       ///< if not by path alone
  const Placement* placement_ = nullptr;   ///< the one of the two that is asked for
  std::optional<Placement> other_placed_;  ///< of the heap that the tree is not of
  Retention retention_;

  // Of a series of dumps.
  std::vector<PlacedHeap> placed_heaps_;
  Lifetimes lifetimes_;
  AlignedTrees aligned_;
};

}  // namespace

bool walks_old(const Question& question, const Wanted& wanted, const Budget& budget) {
  return question.match == MatchBy::path || question.identity == Identity::verified ||
         question.measure == Measure::freed || wanted.report || limits_growth(budget);
}

Analysis analyze(const Question& question, const Wanted& wanted, const Budget& budget, const Dumps& dumps,
                 const BeginPhase& begin_phase) {
  if (question.match == MatchBy::path) return compare_paths(question, wanted, budget, dumps, begin_phase);
  return Analyzer(question, wanted, budget, dumps).analyze(begin_phase);
}

}  // namespace heapgraph
