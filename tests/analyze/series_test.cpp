// SPDX-License-Identifier: MIT
// A series is answered from one dump after another as from all at once.
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "analyze/match_series.h"
#include "analyze/run_analysis.h"
#include "base/scheduler.h"
#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "runtimes/load.h"
#include "support/catch.h"
#include "support/check.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::vector<std::string> files_of_settle() {
  std::vector<std::string> files;
  for (int number = 1; number <= 5; ++number) {
    files.push_back(utf8_name(testdata("truth/settle." + std::to_string(number) + ".json.zst")));
  }
  return files;
}

Question question_of(Measure measure, Identity identity) {
  Question question;
  question.measure = measure;
  question.identity = identity;
  question.report = question.sites = question.folds = true;
  return question;
}

std::string written(const Analysis& analysis, std::string_view format) {
  std::ostringstream out;
  format_by_name(format)->write(out, result_of(analysis, PictureOptions{}, TextOptions{}));
  return out.str();
}

}  // namespace

TEST_CASE("a series read in turn has the answer of all its dumps at once") {
  const std::vector<std::string> files = files_of_settle();
  for (const Measure measure : measures) {
    for (const Identity identity : identities) {
      INFO(name_of(measure) << " " << name_of(identity));
      Question question = question_of(measure, identity);
      Limit limit = parse_limit("0");
      limit.growth = 0;
      question.budget.limits = {limit};
      const Plan plan = plan_for(question, files.size());
      Scheduler scheduler(2);
      SeriesInTheMaking series(question, plan, scheduler);
      load_in_turn(files, plan.details, {}, scheduler,
                   [&](std::shared_ptr<const Dump> dump) { series.add(std::move(dump)); });
      const Analysis in_turn = run_analysis(question, plan, series, scheduler, {});
      const Analysis at_once = analyze(question, load_dumps(files, plan.details));
      for (const std::string_view format : {"text", "markdown", "json", "jsonl", "svg"}) {
        INFO(format);
        CHECK(written(in_turn, format) == written(at_once, format));
      }
      CHECK(in_turn.findings->verdict == at_once.findings->verdict);
      CHECK(in_turn.limits->results.front().growth == at_once.limits->results.front().growth);
    }
  }
}

TEST_CASE("no more than two dumps of a series are held in full") {
  const std::vector<std::string> files = files_of_settle();
  for (const Measure measure : {Measure::growth, Measure::freed}) {
    const Question question = question_of(measure, Identity::automatic);
    const Plan plan = plan_for(question, files.size());
    Scheduler scheduler(2);
    SeriesInTheMaking series(question, plan, scheduler);
    std::vector<std::weak_ptr<const Dump>> given;
    const auto held = [&] {
      std::size_t number = 0;
      for (std::size_t i = 0; i < given.size(); ++i) {
        // What was freed is shown in the first dump, which stays in full.
        const bool is_shown = i == 0 && measure == Measure::freed;
        if (!given[i].expired() && !is_shown) ++number;
      }
      return number;
    };
    load_in_turn(files, plan.details, {}, scheduler, [&](std::shared_ptr<const Dump> dump) {
      CHECK(held() <= 1);
      given.emplace_back(dump);
      series.add(std::move(dump));
      // The dump before the last one is compared with it later.
      CHECK(held() <= (given.size() == files.size() ? 2 : 1));
    });
    const Analysis analysis = run_analysis(question, plan, series, scheduler, {});
    CHECK(held() == 1);
    CHECK(analysis.report->dumps.size() == files.size());
  }
}

TEST_CASE("a dump without references keeps its objects") {
  const Snapshot full = real_dump("game", 2);
  const Snapshot bare = full.without_references();
  CHECK(bare.edge_count() == 0);
  REQUIRE(bare.object_count() == full.object_count());
  for (std::size_t i = 0; i < full.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    REQUIRE(bare.identifier(id) == full.identifier(id));
    REQUIRE(bare.size(id) == full.size(id));
    REQUIRE(bare.type(id) == full.type(id));
    REQUIRE(bare.category(id) == full.category(id));
    REQUIRE(bare.text(bare.label(id)) == full.text(full.label(id)));
    REQUIRE(bare.class_name(id) == full.class_name(id));
    REQUIRE(bare.edges(id).is_empty());
    REQUIRE(bare.find(full.identifier(id)) == id);
  }
  CHECK(bare.roots().size() == full.roots().size());
  CHECK(bare.declared_bytes() == full.declared_bytes());
}
