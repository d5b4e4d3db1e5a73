// SPDX-License-Identifier: MIT
// An answer to why an object is alive names the site that the object is part of.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Analysis ask_why(const std::vector<Dump>& dumps, const std::string& why,
                 std::optional<Measure> measure = std::nullopt) {
  Question question;
  question.why = why;
  question.measure = measure;
  question.rows = 10000;
  return report_on(dumps, question);
}

/// Number of objects that are part of a site.
std::uint64_t objects_at(const Findings& findings, std::size_t site) {
  return static_cast<std::uint64_t>(std::count(findings.site_of.begin(), findings.site_of.end(), site));
}

using Names = std::vector<std::string>;

/// Place of the site of each answer to `why`; "" if it has none.
Names places_of(const Analysis& analysis) {
  Names places;
  for (const Why& why : analysis.report->why->answers) {
    places.push_back(why.site ? analysis.findings->sites.at(*why.site).place : std::string());
  }
  return places;
}

}  // namespace

TEST_CASE("each object of a site of two dumps names it, and so does what grew there") {
  const std::vector<Dump> dumps = real_dumps("game", {1, 2});
  const Analysis analysis = ask_why(dumps, "**");
  const Findings& findings = *analysis.findings;
  REQUIRE(findings.sites.size() == 4);
  for (std::size_t i = 0; i < findings.sites.size(); ++i) {
    INFO(findings.sites[i].place);
    CHECK(objects_at(findings, i) == findings.sites[i].after.objects + findings.sites[i].grown.objects);
  }
  for (const Why& why : analysis.report->why->answers) {
    const ObjectId id = dumps.back().snapshot.find(why.object.identifier);
    REQUIRE(why.site.value_or(Findings::no_site) == findings.site_of[index(id)]);
  }
  const std::string handlers = "_G.World.Heartbeat.handlers[*]";
  CHECK(places_of(ask_why(dumps, "mainthread/__env/World")) == Names(7));
  CHECK(places_of(ask_why(dumps, "mainthread/__env/World/Heartbeat/handlers")).front() == handlers);
  CHECK(places_of(ask_why(dumps, "mainthread/__env/World/Heartbeat/handlers/*/items")).front() == handlers);
}

TEST_CASE("each object of a place that holds much of one dump names it") {
  for (const char* const program : {"game", "churn", "closures", "classes"}) {
    INFO(program);
    std::vector<Dump> one;
    one.push_back({"2.json", real_dump(program, 2)});
    const Findings findings = *ask_why(one, "**").findings;
    REQUIRE_FALSE(findings.sites.empty());
    for (std::size_t i = 0; i < findings.sites.size(); ++i) {
      INFO(findings.sites[i].place);
      CHECK(objects_at(findings, i) == findings.sites[i].after.objects);
    }
  }
}

TEST_CASE("an object of a series names the site at which it came since the first dump") {
  const std::vector<Dump> dumps = real_dumps("game", {1, 2, 3});
  const Findings findings = *ask_why(dumps, "**").findings;
  for (std::size_t i = 0; i < 2; ++i) {
    INFO(findings.sites[i].place);
    // The array that holds them grew in both intervals.
    REQUIRE(findings.sites[i].grown.objects == 2);
    CHECK(objects_at(findings, i) == findings.sites[i].after.objects + 1);
  }
  CHECK(places_of(ask_why(dumps, "mainthread/__env/World")) == Names(7));
  CHECK(places_of(ask_why(dumps, "mainthread/__env/World/Heartbeat/handlers")).front() ==
        "_G.World.Heartbeat.handlers[*]");
  const Names live = places_of(ask_why(dumps, "**", Measure::live));
  CHECK(std::count(live.begin(), live.end(), "") < static_cast<std::ptrdiff_t>(live.size()));
  CHECK(ask_why(dumps, "**", Measure::freed).findings->site_of.empty());
}

TEST_CASE("each freed object names the site from which it went") {
  const Analysis analysis = ask_why(real_dumps("churn", {1, 2}), "**", Measure::freed);
  REQUIRE_FALSE(analysis.findings->sites.empty());
  for (std::size_t i = 0; i < analysis.findings->sites.size(); ++i) {
    const Site& site = analysis.findings->sites[i];
    INFO(site.place);
    CHECK(objects_at(*analysis.findings, i) == site.freed.objects + site.moved_out.objects);
  }
}

TEST_CASE("every report on why says which site it is") {
  const std::vector<Dump> dumps = real_dumps("game", {1, 2});
  Question question;
  question.why = "mainthread/__env/World/Session Log";
  const std::string place = R"(It is part of the site _G.World["Session Log"][*] ()";
  CHECK_THAT(write("text", dumps, question), containing(place + "3fae95749078b386): +12.6 KB net."));
  CHECK_THAT(write("markdown", dumps, question), containing("3fae95749078b386): +12.6 KB net."));
  const nlohmann::json json = nlohmann::json::parse(write("json", dumps, question));
  CHECK(json["why"].at(0)["site"] == "3fae95749078b386");
  CHECK(json["sites"].at(2)["signature"] == "3fae95749078b386");
  question.why = "mainthread/__env/World";
  CHECK(nlohmann::json::parse(write("json", dumps, question))["why"].at(0)["site"].is_null());
  CHECK_THAT(write("text", dumps, question), !containing("part of the site"));
  question.measure = Measure::freed;
  const std::vector<Dump> churn = real_dumps("churn", {1, 2});
  question.why = "mainthread/__env/temp";
  CHECK_THAT(write("text", churn, question),
             containing("of the site _G.temp (33cf1efe6bf50f5b): 78.3 KB freed."));
  question.measure = Measure::live;
  question.why = "**";
  CHECK_THAT(write("text", dumps, question), containing(" in all."));
}
