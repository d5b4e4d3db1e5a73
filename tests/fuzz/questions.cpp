// SPDX-License-Identifier: MIT
// Questions that ask for everything, of whatever dumps there are.
#include "fuzz/questions.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace heapgraph::fuzz {
namespace {

Budget budget_of_every_kind(std::size_t dumps) {
  Budget budget;
  Limit path;
  path.of = LimitOf::path;
  path.key = "**";
  std::vector<Limit> limits = {Limit{}, path};
  for (const std::string_view group : {"type", "category", "userdata"}) {
    limits.emplace_back();
    limits.back().of = LimitOf::group;
    limits.back().group = group;
    limits.back().key = "table";
  }
  for (Limit& limit : limits) {
    limit.bytes = limit.objects = 0;
    if (dumps > 1) limit.growth = 0;
    budget.limits.push_back(std::move(limit));
  }
  budget.ignored.push_back({"*/*/**", "some", ""});
  return budget;
}

}  // namespace

Question any_question(Choices& choices, std::size_t dumps) {
  constexpr std::array folds = {Fold::beside, Fold::tree, Fold::nothing};
  constexpr std::array splits = {Split::none, Split::custom, Split::all};
  Question question;
  question.follow_weak = choices.flip();
  question.split = choices.pick(splits);
  question.compatible = choices.rarely();
  question.tree = choices.pick(tree_kinds);
  question.fold = choices.pick(folds);
  const bool is_by_path = dumps == 2 && choices.below(4) == 1;
  if (dumps > 1) {
    question.identity = choices.pick(identities);
    if (is_by_path) {
      question.match = MatchBy::path;
    } else if (choices.flip()) {
      question.measure = choices.pick(measures);
    }
  }
  if (!is_by_path && choices.flip()) question.why = "**";
  question.budget = budget_of_every_kind(dumps);
  question.report = question.sites = question.folds = question.retained = question.explores =
      question.lists_objects = true;
  question.rows = choices.flip() ? 3 : 1000;
  return question;
}

}  // namespace heapgraph::fuzz
