// SPDX-License-Identifier: MIT
// Matching of the objects of the dumps, and their weights.
#include "analyze/match_dumps.h"

#include <utility>
#include <vector>

namespace heapgraph {
namespace {

/// Matchings of the objects of one dump of a series with those of the dump before.
struct Interval {
  Matching matching;  ///< by address, without pairs that cannot be the same; empty for `verified`
  Matching verified;
};

Interval match_interval(const Snapshot& snapshot, const Snapshot& old, const Question& question) {
  Interval interval;
  Matching by_address = match_by_address(snapshot, old);
  interval.verified = match_verified(snapshot, old, by_address, question.follow_weak);
  if (question.identity == Identity::address) {
    interval.matching = keep_what_can_be_same(snapshot, old, std::move(by_address));
  }
  return interval;
}

void match_series(const Question& question, std::span<const Dump> dumps, Scheduler& scheduler,
                  MatchedDumps& matched) {
  std::vector<Task<Interval>> tasks;
  for (std::size_t i = 1; i < dumps.size(); ++i) {
    tasks.push_back(scheduler.submit(
        [&, i] { return match_interval(dumps[i].snapshot, dumps[i - 1].snapshot, question); }));
  }
  std::vector<Matching> matchings;
  std::vector<Matching> verified;
  for (Task<Interval>& task : tasks) {
    Interval interval = task.get();
    matchings.push_back(std::move(interval.matching));
    verified.push_back(std::move(interval.verified));
  }
  matched.verified_lifetimes = follow_objects(dumps, verified);
  matched.lifetimes =
      question.identity == Identity::verified ? matched.verified_lifetimes : follow_objects(dumps, matchings);
  matched.matching = matched.lifetimes.to_first;
  if (question.report && question.identity == Identity::address) {
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
  matched.verified = match_verified(snapshot, old, matched.matching, question.follow_weak);
  if (question.identity == Identity::verified) matched.matching = matched.verified;
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
    match_series(question, dumps, scheduler, matched);
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
