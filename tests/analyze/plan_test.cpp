// SPDX-License-Identifier: MIT
// What is loaded and walked for each kind of question, and no more.
#include <string>

#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "support/catch.h"

using namespace heapgraph;

namespace {

/// A letter for each dump: `f`ull, as `l`isted or by `a`ddresses, then `p`laced, `r`eached or `n`ot walked.
std::string needs(const Plan& plan) {
  std::string text;
  for (std::size_t i = 0; i < plan.details.size(); ++i) {
    text += "fla"[static_cast<std::size_t>(plan.details[i])];
    text += plan.walks.at(i) == Walk::place ? 'p' : plan.walks.at(i) == Walk::reach ? 'r' : 'n';
  }
  return text;
}

std::string needs(const Question& question, std::size_t dumps) {
  return needs(plan_for(question, dumps));
}

Question by_address(std::optional<Measure> measure = std::nullopt) {
  Question question;
  question.identity = Identity::address;
  question.measure = measure;
  return question;
}

Question measuring(Measure measure) {
  Question question;
  question.measure = measure;
  return question;
}

Question of_report() {
  Question question;
  question.report = true;
  return question;
}

}  // namespace

TEST_CASE("of a dump that is only compared with, addresses are enough") {
  CHECK(needs({}, 1) == "fp");
  CHECK(needs(by_address(), 2) == "anfp");
  CHECK(needs(by_address(Measure::growth), 2) == "anfp");
  CHECK(needs(measuring(Measure::live), 2) == "anfp");
}

TEST_CASE("a dump whose objects are verified, reported or placed is read in full") {
  Question verified;
  verified.identity = Identity::verified;
  CHECK(needs(verified, 2) == "fnfp");
  CHECK(needs({}, 2) == "fnfp");
  CHECK(needs(of_report(), 2) == "frfp");
  Question limited;
  limited.budget.limits.emplace_back().growth = 1;
  CHECK(needs(limited, 2) == "fpfp");
  CHECK(needs(limited, 1) == "fp");
  Question by_path;
  by_path.match = MatchBy::path;
  CHECK(needs(by_path, 2) == "fpfp");
  CHECK(needs({}, 4) == "fpfpfpfp");
}

TEST_CASE("retention is explained only where a report shows it") {
  CHECK(plan_for(of_report(), 2).explains_retention);
  Question with_sites = of_report();
  with_sites.sites = true;
  CHECK_FALSE(plan_for(with_sites, 1).explains_retention);
  CHECK_FALSE(plan_for(with_sites, 2).explains_retention);
  CHECK_FALSE(plan_for(with_sites, 3).explains_retention);
  with_sites.why = "r/**";
  CHECK(plan_for(with_sites, 2).explains_retention);
}

TEST_CASE("a compatible plan counts as the runtime's own script does") {
  Question question;
  question.compatible = true;
  CHECK(needs(question, 1) == "lp");
  CHECK(needs(question, 2) == "anlp");
  const Plan plan = plan_for(question, 2);
  CHECK(plan.measure == Measure::added);
  CHECK(plan.identity == Identity::address);
  CHECK_FALSE(plan.places_unreached);
  CHECK(plan.fold == Fold::nothing);
  CHECK(plan_for(question, 1).measure == Measure::live);
  question.identity = Identity::verified;
  question.measure = Measure::growth;
  CHECK(plan_for(question, 2).identity == Identity::verified);
  CHECK(plan_for(question, 2).measure == Measure::growth);
  CHECK(needs(question, 2) == "lnlp");
}

TEST_CASE("what no root reaches has a node where what is new counts") {
  CHECK(plan_for({}, 2).places_unreached);
  CHECK(plan_for({}, 3).places_unreached);
  CHECK(plan_for(measuring(Measure::added), 2).places_unreached);
  CHECK_FALSE(plan_for({}, 1).places_unreached);
  CHECK_FALSE(plan_for(measuring(Measure::live), 2).places_unreached);
  CHECK_FALSE(plan_for(measuring(Measure::freed), 2).places_unreached);
  Question by_path;
  by_path.match = MatchBy::path;
  CHECK_FALSE(plan_for(by_path, 2).places_unreached);
}

TEST_CASE("what was freed is shown in the first dump, all else in the last") {
  const Plan freed = plan_for(measuring(Measure::freed), 2);
  CHECK(freed.shown == 0);
  CHECK(needs(freed) == "fpfn");
  CHECK(plan_for(measuring(Measure::freed), 3).shown == 0);
  CHECK(plan_for(measuring(Measure::growth), 2).shown == 1);
  CHECK(plan_for({}, 3).shown == 2);
  CHECK(plan_for({}, 1).shown == 0);
}

TEST_CASE("a plan matches, verifies and folds only where the question needs it") {
  CHECK(plan_for({}, 1).measure == Measure::live);
  CHECK_FALSE(plan_for({}, 1).matches);
  CHECK(plan_for({}, 2).measure == Measure::growth);
  CHECK(plan_for({}, 3).measure == Measure::growth);
  CHECK(plan_for({}, 2).matches);
  CHECK(plan_for({}, 2).verifies);
  CHECK_FALSE(plan_for(by_address(), 2).verifies);
  CHECK_FALSE(plan_for(measuring(Measure::live), 2).matches);
  CHECK(plan_for(of_report(), 2).verifies);
  CHECK(plan_for({}, 3).verifies);
  CHECK_FALSE(plan_for({}, 2).aligns);
  CHECK(plan_for({}, 3).aligns);
  CHECK_FALSE(plan_for({}, 2).folds);
  CHECK(plan_for(of_report(), 1).folds);
  Question known;
  known.budget.known = {"0123456789abcdef"};
  CHECK(plan_for(known, 1).folds);
  CHECK_FALSE(plan_for(of_report(), 2).folds_aligned);
  CHECK(plan_for(of_report(), 3).folds_aligned);
  CHECK_FALSE(plan_for({}, 3).folds_aligned);
  Question folded;
  folded.fold = Fold::tree;
  CHECK(plan_for(folded, 3).folds_aligned);
  CHECK(plan_for(folded, 1).folds);
  Question raw = of_report();
  raw.fold = Fold::nothing;
  CHECK_FALSE(plan_for(raw, 3).folds_aligned);
}

TEST_CASE("a question that needs more dumps is refused") {
  CHECK_THROWS_AS(plan_for({}, 0), Error);
  for (const Measure measure : {Measure::added, Measure::growth, Measure::freed}) {
    CHECK_THROWS_AS(plan_for(measuring(measure), 1), Error);
  }
  Question by_path;
  by_path.match = MatchBy::path;
  CHECK_THROWS_AS(plan_for(by_path, 1), Error);
  CHECK_THROWS_AS(plan_for(by_path, 3), Error);
}
