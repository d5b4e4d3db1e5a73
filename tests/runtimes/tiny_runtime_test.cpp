// SPDX-License-Identifier: MIT
// Runtime other than Luau, all the way from a dump to a picture: code that assumes Luau fails here.
#include "support/tiny_runtime.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>

#include "heap/names.h"
#include "heapgraph/analyze.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

// Ids are small numbers, where a Luau VM has addresses. The root written first has the higher rank.
constexpr std::string_view tiny_heap =
    "tiny heap\n"
    "object 90 box 100 attic\n"
    "to spare 7\n"
    "object 1 box 100 hall\n"
    "to line/left/arm 7\n"
    "mine tool 3\n"
    "weak visitor 4\n"
    "seen guest 5\n"
    "to job 6\n"
    "to note 8\n"
    "to note2 9\n"
    "to cellar 10\n"
    "object 7 robot 5000000000 R2 class=Walker\n"
    "object 3 robot 20 R3\n"
    "object 4 word 30 gone\n"
    "object 5 word 40 hello\n"
    "object 6 routine 50 sweep at=hall.tin:12\n"
    "object 8 word 4 same\n"
    "object 9 word 4 same\n"
    "object 10 box 100 empty\n"
    "object 11 ghost 1 boo\n"
    "root 1 attic 90\n"
    "root 0 factory 1\n";

std::string without(std::string_view line) {
  std::string text(tiny_heap);
  const std::size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  return text.erase(at, text.find('\n', at) + 1 - at);
}

Analysis analysis_of(const std::vector<Dump>& dumps, Question question = {}) {
  question.report = question.retained = true;
  return analyze(question, dumps);
}

std::vector<Dump> one_dump() {
  return dumps_of(tiny::load(tiny_heap));
}

std::vector<Dump> two_dumps() {
  std::string old(tiny_heap);
  old.erase(old.find("object 10 "), std::string_view("object 10 box 100 empty\n").size());
  old.erase(old.find("to cellar 10\n"), std::string_view("to cellar 10\n").size());
  return dumps_of(tiny::load(old), tiny::load(tiny_heap));
}

std::string write(std::string_view format, const Analysis& analysis, const TextOptions& text = {}) {
  std::ostringstream out;
  format_by_name(format)->write(out, result_of(analysis, {}, text));
  return out.str();
}

Limit limit_of(const std::string& group, const std::string& key) {
  Limit limit;
  limit.of = LimitOf::group;
  limit.group = group;
  limit.key = key;
  limit.bytes = 1;
  return limit;
}

}  // namespace

TEST_CASE("the reader is chosen by what a text begins with") {
  const Snapshot snapshot = tiny::load(tiny_heap);
  CHECK(snapshot.vocabulary()->runtime == "Tiny");
  CHECK(snapshot.object_count() == 11);
  CHECK(snapshot.report().unknown_types == 1);
  CHECK(tiny::load(R"({"objects":{"0x10":{"type":"table","cat":0,"size":1}},"roots":{"r":"0x10"}})")
            .vocabulary()
            ->runtime == "Luau");
  CHECK_THROWS_WITH(tiny::load("huge heap\n"), containing("Luau"));
}

TEST_CASE("sizes, ranks, classes, places and flags of references as the dump gives them") {
  const Snapshot snapshot = tiny::load(tiny_heap);
  CHECK(snapshot.size(snapshot.find(7)) == 5000000000U);
  CHECK(snapshot.size(snapshot.find(3)) == 20);
  CHECK(snapshot.identifier(snapshot.find(7)) == 7);
  CHECK(snapshot.roots().at(0).rank == 1);
  CHECK(snapshot.roots().at(1).rank == 0);
  CHECK(snapshot.text(snapshot.class_name(snapshot.find(7))) == "Walker");
  CHECK(snapshot.class_name(snapshot.find(3)) == NameId::none);
  CHECK(snapshot.place(snapshot.find(6)).line == 12);
  CHECK(snapshot.text(snapshot.place(snapshot.find(6)).source) == "hall.tin");
  std::string flags;
  for (const Edge edge : snapshot.edges(snapshot.find(1)))
    flags += edge.weak ? 'w' : edge.retains ? 'r' : 's';
  CHECK(flags == "rrwsrrrr");
}

TEST_CASE("a name may be a path, and may lead nowhere") {
  const Snapshot snapshot = tiny::load(tiny_heap);
  const NameTable& names = *snapshot.names();
  auto edge = snapshot.edges(snapshot.find(1)).begin();
  CHECK(names.path_of((*edge).name).size() == 3);
  CHECK(snapshot.text((*edge).name) == "arm");
  ++edge;
  CHECK(names.path_of((*edge).name).empty());
  CHECK(snapshot.text((*edge).name) == "tool");

  const Analysis analysis = analysis_of(one_dump());
  CHECK(self_at(analysis.tree, "factory/note") == Cost{4, 1});
  CHECK(self_at(analysis.tree, "factory") == Cost{120, 2});  // one is the tool
  CHECK(self_at(analysis.tree, "factory/guest") == Cost{40, 1});
  CHECK_FALSE(self_at(analysis.tree, "factory/visitor"));
  check_tree(analysis.tree, analysis.summary.counted);
}

TEST_CASE("what does not retain hangs from the virtual root") {
  const Analysis analysis = [&] {
    Question question;
    question.tree = TreeKind::dominators;
    return analysis_of(one_dump(), question);
  }();
  check_tree(analysis.tree, analysis.summary.counted);
  CHECK(self_at(analysis.tree, "guest (shared)") == Cost{40, 1});
  CHECK(analysis.tree.root().total == analysis.summary.reached);
}

TEST_CASE("why: by number, in the words of the runtime") {
  Question question;
  question.why = "@6";
  const Analysis analysis = analysis_of(one_dump(), question);
  const WhyReport& why = *analysis.report->why;
  REQUIRE(why.matches == 1);
  CHECK(why.answers.at(0).code == "factory!job");
  CHECK(why.answers.at(0).object.type == "routine");
  const std::string text = write("text", analysis);
  CHECK_THAT(text, containing("routine sweep (hall.tin:12) @6"));
  CHECK_THAT(text, !containing("0x"));
  const nlohmann::json json = nlohmann::json::parse(write("json", analysis));
  CHECK(json["why"][0]["address"] == "@6");
  CHECK(json["why"][0]["type"] == "routine");
  question.why = "factory/note";
  CHECK(analysis_of(one_dump(), question).report->why->answers.at(0).object.form == ObjectForm::text);
  question.why = "nowhere";
  CHECK_THROWS_WITH(analysis_of(one_dump(), question), containing("factory/hall"));
}

TEST_CASE("reports have the groupings and the phrases of the runtime") {
  const Analysis analysis = analysis_of(one_dump());
  const nlohmann::json json = nlohmann::json::parse(write("json", analysis));
  CHECK(json["species"].size() == 4);  // no root reaches the blob
  CHECK(json["models"][0]["type"] == "Walker");
  CHECK(json["models"][1]["type"] == "prototype");
  CHECK(json["routines"][0]["source"] == "hall.tin");
  CHECK(json["savings"]["repeated_words"]["objects"] == 1);
  CHECK(json["savings"]["idle_boxes"]["objects"] == 1);
  CHECK_FALSE(json.contains("userdata"));
  CHECK_FALSE(json.contains("types"));
  for (const std::string_view format : {"text", "markdown"}) {
    const std::string report = write(format, analysis);
    CHECK_THAT(report, containing("By species"));
    CHECK_THAT(report, containing("words that are said twice"));
    CHECK_THAT(report, !containing("Luau"));
  }
  TextOptions by_model;
  by_model.by = "model";
  CHECK_THAT(write("text", analysis, by_model), containing("By model of robot"));
  CHECK_THAT(write("text", analysis, by_model), containing("Walker"));
}

TEST_CASE("the picture has the colours of the runtime") {
  const std::string picture = without_assets(write("svg", analysis_of(one_dump())));
  CHECK_THAT(picture, containing("#333333"));
  CHECK_THAT(picture, containing("routines, boxes"));
  CHECK_THAT(picture, containing("leftovers"));
  CHECK_THAT(picture, !containing("userdata"));
  CHECK_THAT(picture, containing("5,000,000,000"));
}

TEST_CASE("limits on the groups of the runtime") {
  Question question;
  question.budget.limits = {limit_of("species", "word"), limit_of("model", "Walker"),
                            limit_of("model", "prototype"), limit_of("userdata", "Walker"),
                            limit_of("routine", "sweep")};
  const Analysis analysis = analysis_of(one_dump(), question);
  const std::vector<LimitResult>& results = analysis.limits->results;
  CHECK(results.at(0).measured == Change{48, 3});
  CHECK(results.at(1).measured == Change{5000000000, 1});
  CHECK(results.at(2).measured == Change{20, 1});
  CHECK_FALSE(results.at(3).has_matched);
  CHECK_FALSE(results.at(4).has_matched);  // this grouping takes no limits
}

TEST_CASE("two dumps by identity and by path") {
  const Analysis analysis = analysis_of(two_dumps());
  CHECK(analysis.tree.root().total == Cost{100, 1});
  CHECK(self_at(analysis.tree, "factory/cellar") == Cost{100, 1});
  Question verified;
  verified.identity = Identity::verified;
  verified.compatible = true;
  CHECK(analysis_of(two_dumps(), verified).tree.root().total == Cost{100, 1});
  Question by_path;
  by_path.match = MatchBy::path;
  const Analysis compared = analysis_of(two_dumps(), by_path);
  CHECK(compared.tree.root().total.bytes == 100);
  CHECK_THAT(write("text", compared), containing("By species"));
  CHECK_THAT(write("svg", compared), containing("<svg"));
}

TEST_CASE("a text that was said before is the same word, whoever says it") {
  const std::vector<Dump> dumps = dumps_of(tiny::load(without("to note 8")), tiny::load(tiny_heap));
  Question verified;
  verified.identity = Identity::verified;
  verified.compatible = true;
  CHECK(analysis_of(dumps, verified).tree.root().total.is_nothing());
}
