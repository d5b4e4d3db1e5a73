// SPDX-License-Identifier: MIT
// What is loaded and walked for each kind of question, and no more.
#include <string>

#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "support/catch.h"
#include "support/questions.h"

using namespace heapgraph;
using namespace heapgraph::test;

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

TEST_CASE("retention is explained for an answer to why alone") {
  for (const std::size_t dumps : {1U, 2U, 3U}) {
    Question question = of_report();
    CHECK_FALSE(plan_for(question, dumps).explains_retention);
    question.why = "r/**";
    CHECK(plan_for(question, dumps).explains_retention);
  }
}

TEST_CASE("sites are found for a report, for what shows them, and for known leaks") {
  CHECK_FALSE(plan_for({}, 2).finds_sites);
  CHECK(plan_for(of_report(), 1).finds_sites);
  Question picture;
  picture.sites = true;
  CHECK(plan_for(picture, 2).finds_sites);
  Question known;
  known.budget.known = {"0123456789abcdef"};
  CHECK(plan_for(known, 2).finds_sites);
  picture.match = MatchBy::path;
  CHECK(plan_for(picture, 2).folds_aligned);  // its sites are folded nodes
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
  CHECK_FALSE(plan_for(of_report(), 3).folds_aligned);
  Question folded;
  folded.fold = Fold::tree;
  CHECK(plan_for(folded, 1).folds);
  for (Question by_path : {of_report(), folded}) {
    by_path.match = MatchBy::path;
    CHECK(plan_for(by_path, 2).folds_aligned);
    by_path.fold = Fold::nothing;
    CHECK_FALSE(plan_for(by_path, 2).folds_aligned);
  }
  Question raw;
  raw.match = MatchBy::path;
  CHECK_FALSE(plan_for(raw, 2).folds_aligned);
}

TEST_CASE("who asks for sites gets the notices that a report has") {
  const auto with_sites = [](Question question) {
    question.sites = true;
    return plan_for(question, 2);
  };
  CHECK(with_sites(by_address()).verifies);
  CHECK(with_sites(measuring(Measure::live)).matches);
  CHECK(needs(with_sites(measuring(Measure::freed))) == "fpfr");
  CHECK(needs(with_sites({})) == "fnfp");
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
