// SPDX-License-Identifier: MIT
// Matching of the objects of the dumps, and their weights.
#include "analyze/match_dumps.h"

#include <utility>
#include <vector>

#include "graph/match_by_evidence.h"
#include "graph/match_by_number.h"

namespace heapgraph {
namespace {

void match(const Question& question, const Plan& plan, const Snapshot& snapshot, const Snapshot& old,
           MatchedDumps& matched) {
  if (are_numbers_kept(snapshot)) {
    matched.matching = match_by_number(snapshot, old, question.identity);
    matched.verified = matched.matching;
    return;
  }
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

}  // namespace

Weights weigh(const Plan& plan, const Snapshot& first, const Snapshot& last, const MatchedDumps& matched) {
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

MatchedDumps match_pair(const Question& question, const Plan& plan, const Snapshot& first,
                        const Snapshot& last) {
  MatchedDumps matched;
  if (!plan.matches) return matched;
  match(question, plan, last, first, matched);
  matched.weights = weigh(plan, first, last, matched);
  return matched;
}

Weights weigh_differing(const Plan& plan, const MatchedDumps& matched) {
  if (plan.measure == Measure::freed) return matched.weights;
  return plan.is_series ? weigh_staying(matched.lifetimes) : weigh_added(matched.matching);
}

}  // namespace heapgraph
