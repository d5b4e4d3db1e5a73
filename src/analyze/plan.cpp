// SPDX-License-Identifier: MIT
// The plan for a question: what must be loaded and computed.
#include <fmt/format.h>

#include <algorithm>

#include "base/bound_error.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

void check(const Question& question, std::size_t dumps) {
  if (dumps == 0) throw Error("there is no dump to ask about", "give one");
  if (dumps > question.bounds.dumps) {
    throw beyond_bound({}, fmt::format("there are {} dumps, more than {}", dumps, question.bounds.dumps),
                       "dumps");
  }
  const bool compares = question.measure.value_or(Measure::live) != Measure::live ||
                        question.identity == Identity::verified || question.match == MatchBy::path;
  if (compares && dumps < 2) throw Error("this question needs two dumps", "give an older and a newer one");
  if (question.match == MatchBy::path && (dumps != 2 || question.measure || question.why)) {
    throw Error("a comparison by path has two dumps, and neither a measure nor `why`", "leave them out");
  }
}

bool has_limit_of_growth(const Budget& budget) {
  return std::any_of(budget.limits.begin(), budget.limits.end(),
                     [](const Limit& limit) { return limit.growth.has_value(); });
}

Measure default_measure(const Question& question, std::size_t dumps) {
  if (dumps < 2) return Measure::live;
  return question.compatible ? Measure::added : Measure::growth;
}

}  // namespace

Plan plan_for(const Question& question, std::size_t dumps) {
  check(question, dumps);
  const bool has_old = dumps > 1;
  Plan plan;
  plan.compares_paths = question.match == MatchBy::path;
  plan.is_series = dumps > 2;
  if (!plan.compares_paths) {
    plan.measure = question.measure.value_or(default_measure(question, dumps));
  }
  const bool counts_by_address = question.compatible && question.identity == Identity::automatic;
  plan.identity = counts_by_address ? Identity::address : question.identity;
  // Freed objects are placed in OLD.
  plan.shown = plan.measure == Measure::freed ? 0 : dumps - 1;
  plan.limits_growth = has_old && has_limit_of_growth(question.budget);
  plan.aligns = plan.is_series || plan.compares_paths;
  const bool is_as_it_is = question.compatible && question.fold == Fold::beside;
  plan.fold = is_as_it_is ? Fold::nothing : question.fold;
  plan.finds_sites = question.sites || question.report || !question.budget.known.empty();
  const bool shows_folded = question.folds || question.report || (plan.compares_paths && question.sites);
  plan.folds = shows_folded || plan.fold == Fold::tree || !question.budget.known.empty();
  plan.folds_aligned =
      plan.compares_paths && (plan.fold == Fold::tree || (plan.fold == Fold::beside && shows_folded));
  if (!plan.compares_paths && has_old) {
    // Formats that show sites show exact notices too, so that all of them say the same.
    plan.matches = plan.is_series || plan.measure != Measure::live || plan.finds_sites;
    plan.verifies =
        plan.is_series || (plan.matches && (plan.finds_sites || plan.identity != Identity::address));
    plan.places_unreached =
        !question.compatible && (plan.measure == Measure::added || plan.measure == Measure::growth);
  }
  plan.explains_retention = question.report && question.why.has_value();

  const LoadDetail full = question.compatible ? LoadDetail::listed : LoadDetail::full;
  const bool places_all = plan.aligns || plan.limits_growth;
  const bool reaches_all = question.report || (plan.finds_sites && plan.measure == Measure::freed);
  const Walk others = places_all ? Walk::place : reaches_all ? Walk::reach : Walk::none;
  plan.walks.assign(dumps, others);
  plan.walks[plan.shown] = Walk::place;
  for (std::size_t i = 0; i < dumps; ++i) {
    // A dump that others are only compared with needs no more than addresses and sizes.
    const bool is_read_in_full =
        i + 1 == dumps || question.explores || plan.walks[i] != Walk::none || plan.verifies;
    plan.details.push_back(is_read_in_full ? full : LoadDetail::addresses);
  }
  return plan;
}

}  // namespace heapgraph
