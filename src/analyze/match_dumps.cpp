// SPDX-License-Identifier: MIT
// Matching of the objects of the dumps, and their weights.
#include "analyze/match_dumps.h"

#include <utility>
#include <vector>

#include "graph/match_by_evidence.h"

namespace heapgraph {
namespace {

/// Matchings of the objects of one dump of a series with those of the dump before.
struct Interval {
  Matching matching;               ///< by the identity of the question; empty for `verified`
  Matching verified;               ///< empty for `automatic`
  std::vector<bool> is_undecided;  ///< filled for `automatic`
};

Interval match_interval(const Snapshot& snapshot, const Snapshot& old, Identity identity, bool follow_weak) {
  Interval interval;
  Matching by_address = match_by_address(snapshot, old);
  if (identity == Identity::automatic) {
    DecidedMatching decided = match_by_evidence(snapshot, old, by_address, follow_weak);
    interval.matching = std::move(decided.matching);
    interval.is_undecided = std::move(decided.is_undecided);
    return interval;
  }
  interval.verified = match_verified(snapshot, old, by_address, follow_weak);
  if (identity == Identity::address) {
    interval.matching = keep_what_can_be_same(snapshot, old, std::move(by_address));
  }
  return interval;
}

/// Marks the objects of the last dump on which a decision was needed in any interval.
std::vector<bool> find_undecided(std::span<const Interval> intervals) {
  std::vector<bool> last;
  for (const Interval& interval : intervals) {
    std::vector<bool> next = interval.is_undecided;
    for (std::size_t i = 0; i < next.size() && !last.empty(); ++i) {
      const ObjectId before = interval.matching.old_of[i];
      if (before != ObjectId::none && last[index(before)]) next[i] = true;
    }
    last = std::move(next);
  }
  return last;
}

void match_series(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                  Scheduler& scheduler, MatchedDumps& matched) {
  std::vector<Task<Interval>> tasks;
  for (std::size_t i = 1; i < dumps.size(); ++i) {
    tasks.push_back(scheduler.submit([&, i] {
      return match_interval(dumps[i].snapshot, dumps[i - 1].snapshot, plan.identity, question.follow_weak);
    }));
  }
  std::vector<Interval> intervals;
  intervals.reserve(tasks.size());
  for (Task<Interval>& task : tasks) intervals.push_back(task.get());
  matched.is_undecided = find_undecided(intervals);
  std::vector<Matching> matchings;
  std::vector<Matching> verified;
  for (Interval& interval : intervals) {
    matchings.push_back(std::move(interval.matching));
    verified.push_back(std::move(interval.verified));
  }
  if (plan.identity != Identity::automatic) matched.verified_lifetimes = follow_objects(dumps, verified);
  matched.lifetimes =
      plan.identity == Identity::verified ? matched.verified_lifetimes : follow_objects(dumps, matchings);
  matched.matching = matched.lifetimes.to_first;
  if (question.report && plan.identity == Identity::address) {
    const Snapshot& snapshot = dumps.back().snapshot;
    const Snapshot& old = dumps.front().snapshot;
    matched.verified = match_verified(snapshot, old, match_by_address(snapshot, old), question.follow_weak);
  }
}

void match_pair(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                MatchedDumps& matched) {
  const Snapshot& snapshot = dumps.back().snapshot;
  const Snapshot& old = dumps.front().snapshot;
  matched.matching = match_by_address(snapshot, old);
  if (!plan.verifies) return;
  if (plan.identity == Identity::automatic) {
    DecidedMatching decided = match_by_evidence(snapshot, old, matched.matching, question.follow_weak);
    matched.matching = std::move(decided.matching);
    matched.is_undecided = std::move(decided.is_undecided);
    return;
  }
  matched.verified = match_verified(snapshot, old, matched.matching, question.follow_weak);
  if (plan.identity == Identity::verified) matched.matching = matched.verified;
}

Weights weigh(const Plan& plan, std::span<const Dump> dumps, const MatchedDumps& matched) {
  const Snapshot& first = dumps.front().snapshot;
  const Snapshot& last = dumps.back().snapshot;
  switch (plan.measure) {
    case Measure::added:
      return weigh_differing(plan, matched);
    case Measure::growth:
      return plan.is_series ? weigh_staying_growth(first, matched.lifetimes)
                            : weigh_growth(last, first, matched.matching);
    case Measure::freed:
      return weigh_freed(first, matched.matching);
    case Measure::live:
      break;
  }
  return {};
}

}  // namespace

MatchedDumps match_dumps(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                         Scheduler& scheduler) {
  MatchedDumps matched;
  if (!plan.matches) return matched;
  if (plan.is_series) {
    match_series(question, plan, dumps, scheduler, matched);
  } else {
    match_pair(question, plan, dumps, matched);
  }
  matched.weights = weigh(plan, dumps, matched);
  return matched;
}

Weights weigh_differing(const Plan& plan, const MatchedDumps& matched) {
  if (plan.measure == Measure::freed) return matched.weights;
  return plan.is_series ? weigh_staying(matched.lifetimes) : weigh_added(matched.matching);
}

}  // namespace heapgraph
