// SPDX-License-Identifier: MIT
// A series of dumps, of which no more than two are held in full at a time.
//
// An object is followed from dump to dump, so each dump is compared with the one before and with no other.
// What the comparisons find is kept by object of the dump that came last, by place, or by node of the trees.
#include "analyze/match_series.h"

#include <cstdint>
#include <utility>

#include "base/narrow.h"
#include "graph/match_by_evidence.h"
#include "graph/match_by_number.h"

namespace heapgraph {
namespace {

/// Matchings of the objects of one dump of a series with those of the dump before.
struct Interval {
  Matching matching;               ///< by the identity of the question
  Matching verified;               ///< filled for `address` only
  std::vector<bool> is_undecided;  ///< filled for `automatic`
};

Interval match_interval(const Snapshot& snapshot, const Snapshot& old, const Question& question,
                        Identity identity) {
  const bool follow_weak = question.follow_weak;
  if (are_numbers_kept(snapshot)) {
    Matching matching = match_by_number(snapshot, old, question.identity);
    Matching verified = identity == Identity::address ? matching : Matching();
    return {std::move(matching), std::move(verified), std::vector<bool>(snapshot.object_count())};
  }
  Matching by_address = match_by_address(snapshot, old);
  if (identity == Identity::automatic) {
    DecidedMatching decided = match_by_evidence(snapshot, old, by_address, follow_weak);
    return {std::move(decided.matching), {}, std::move(decided.is_undecided)};
  }
  Matching verified = match_verified(snapshot, old, by_address, follow_weak);
  if (identity == Identity::verified) return {std::move(verified), {}, {}};
  return {keep_what_can_be_same(snapshot, old, std::move(by_address)), std::move(verified), {}};
}

/// Marks the objects on which a decision was needed in any interval. `last` are the marks of the dump before.
std::vector<bool> follow_undecided(const std::vector<bool>& last, const Interval& interval) {
  std::vector<bool> next = interval.is_undecided;
  for (std::size_t i = 0; i < next.size() && !last.empty(); ++i) {
    const ObjectId before = interval.matching.old_of[i];
    if (before != ObjectId::none && last[index(before)]) next[i] = true;
  }
  return next;
}

}  // namespace

SiteQuery site_query_of(const Question& question, const Plan& plan) {
  return {question.rows, plan.measure == Measure::freed, question.budget.known, question.why.has_value()};
}

SeriesInTheMaking::SeriesInTheMaking(const Question& question, const Plan& plan, Scheduler& scheduler)
    : question_(question), plan_(plan), scheduler_(scheduler), sites_(site_query_of(question, plan)) {}

void SeriesInTheMaking::add(std::shared_ptr<const Dump> dump) {
  check_asked(question_, first_ != nullptr ? *first_ : *dump, *dump);
  end_walk();
  previous_ = std::exchange(current_, std::move(dump));
  const bool is_first = records_.empty();
  if (is_first) {
    first_ = plan_.shown == 0
                 ? current_
                 : std::make_shared<Dump>(Dump{current_->name, current_->snapshot.without_references()});
    series_.matched.lifetimes = lifetimes_of_first(first_->snapshot);
    if (plan_.identity == Identity::address) series_.matched.verified_lifetimes = series_.matched.lifetimes;
  }
  records_.push_back(record_of(question_, *current_, first_->snapshot));
  if (is_last_added()) return;  // it is walked and matched at the same time
  begin_walk();
  if (!is_first) match_with_previous();
}

MatchedSeries SeriesInTheMaking::finish() {
  match_with_previous();
  MatchedDumps& matched = series_.matched;
  matched.matching = matched.lifetimes.to_first;
  if (plan_.identity == Identity::address && question_.report) {
    matched.verified = matched.verified_lifetimes.to_first;
  }
  if (plan_.identity == Identity::verified) matched.verified_lifetimes = matched.lifetimes;
  matched.weights = weigh(plan_, first_->snapshot, current_->snapshot, matched);
  return std::move(series_);
}

void SeriesInTheMaking::begin_walk() {
  walk_.emplace(question_, plan_, current_->snapshot, records_.size() - 1, scheduler_);
}

void SeriesInTheMaking::end_walk() {
  if (!walk_) return;
  WalkedDump walked = walk_->get();
  walk_.reset();
  series_.aligned.add(walked.alive);
  if (records_.size() != 1) return;
  walked.alive = {};
  const bool keeps_placement = plan_.limits_growth || plan_.shown == 0;
  if (!keeps_placement) walked.placement = {};
  series_.first_walked = std::move(walked);
}

void SeriesInTheMaking::match_with_previous() {
  const Snapshot& snapshot = current_->snapshot;
  const Snapshot& old = previous_->snapshot;
  const auto number = narrow_position(records_.size() - 1, "dumps");
  MatchedDumps& matched = series_.matched;
  Interval interval = match_interval(snapshot, old, question_, plan_.identity);
  matched.is_undecided = follow_undecided(matched.is_undecided, interval);
  matched.lifetimes = follow(matched.lifetimes, interval.matching, snapshot, number);
  if (plan_.identity == Identity::address) {
    matched.verified_lifetimes = follow(matched.verified_lifetimes, interval.verified, snapshot, number);
  }
  // What is alive has the sites of the last dump alone.
  if (plan_.finds_sites && plan_.measure != Measure::live) {
    sites_.add({snapshot, old, interval.matching, question_.follow_weak, plan_.places_unreached}, scheduler_);
    if (is_last_added()) {
      series_.findings = sites_.find({snapshot, first_->snapshot, matched.lifetimes.to_first,
                                      question_.follow_weak, plan_.places_unreached},
                                     scheduler_);
    }
  }
  previous_.reset();
}

}  // namespace heapgraph
