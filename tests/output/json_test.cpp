// SPDX-License-Identifier: MIT
// JSON reports of all kinds against docs/json.schema.json, and docs/json.md against the schema.
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/findings.h"
#include "support/json_schema.h"
#include "support/questions.h"
#include "support/trees.h"
#include "support/v8_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;
using Json = nlohmann::json;

namespace {

Json json_of(const Analysis& analysis) {
  std::ostringstream out;
  format_by_name("json")->write(out, result_of(analysis));
  return Json::parse(out.str());
}

/// Report on dumps, with findings made by hand.
Json report(const std::vector<Dump>& dumps, const Findings& findings, const Question& question = {}) {
  Analysis analysis = report_on(dumps, question);
  analysis.findings = findings;
  return json_of(analysis);
}

/// A limit on each kind of thing, some of which are exceeded, some of which match nothing.
Question limited(Question question = {}) {
  const bool compares = question.match == MatchBy::path;
  Limit whole;
  whole.bytes = 1000;
  whole.objects = 1000000;
  whole.reason = "it is all we have";
  Limit path = whole;
  path.of = LimitOf::path;
  path.key = "mainthread/__env/World/**";
  if (!compares) path.growth = 1;
  Limit type = whole;
  type.of = LimitOf::group;
  type.key = "thread";
  type.group = "type";
  type.optional = true;
  question.budget.limits = {whole, path};
  if (!compares) question.budget.limits.push_back(type);
  question.budget.ignored.push_back({"no/such/path", "a test", ""});
  return question;
}

Findings nothing_found() {
  Findings findings;
  findings.verdict = "nothing leaks";
  return findings;
}

/// Two heap snapshots of V8.
std::vector<Dump> snapshots_of_node() {
  std::vector<Dump> dumps;
  for (const char* const name : {"weak.1", "weak.2"}) dumps.push_back(real_snapshot(name));
  return dumps;
}

std::vector<Json> reports_of_all_kinds() {
  const std::vector<Dump> pair = real_dumps("game", {1, 2});
  const std::vector<Dump> churn = real_dumps("churn", {1, 2});
  std::vector<Dump> one;
  one.push_back({"2.json", real_dump("game", 2)});
  Question why;
  why.why = "mainthread/__env/World/**";
  std::vector<Json> reports = {report(one, players_of_one_dump()),
                               report(pair, leaking_handlers()),
                               report(pair, leaking_handlers(), measuring(Measure::growth)),
                               report(churn, leaking_handlers(), measuring(Measure::freed)),
                               report(pair, leaking_handlers(), measuring(Measure::live)),
                               report(pair, leaking_handlers(), limited()),
                               report(real_dumps("game", {1, 2, 3}), list_and_cache()),
                               report(churn, leaking_handlers(), by_path()),
                               report(real_dumps("closures", {1, 2}), leaking_handlers(), by_path()),
                               report(churn, leaking_handlers(), limited(by_path())),
                               report(churn, nothing_found()),
                               report(pair, leaking_handlers(), why),
                               report(snapshots_of_node(), nothing_found())};
  return reports;
}

JsonSchema schema() {
  return JsonSchema(Json::parse(read_file(testdata("../docs/json.schema.json"))));
}

/// Fields in the tables of docs/json.md by the heading above them.
std::map<std::string, std::set<std::string>> documented_fields() {
  std::map<std::string, std::set<std::string>> fields;
  std::istringstream lines(read_file(testdata("../docs/json.md")));
  std::string heading;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) heading = line.substr(3);
    if (line.starts_with("| `")) fields[heading].insert(line.substr(3, line.find('`', 3) - 3));
  }
  return fields;
}

}  // namespace

TEST_CASE("reports of all kinds are valid by the JSON schema, which describes no other field") {
  JsonSchema validator = schema();
  for (const Json& report : reports_of_all_kinds()) {
    const std::string fault = validator.fault_of(report);
    INFO(fault);
    CHECK(fault.empty());
  }
  for (const std::string& field : validator.unused_fields()) FAIL_CHECK("no report has " + field);
}

TEST_CASE("the JSON schema refuses what is no report") {
  const Json valid = report(real_dumps("game", {1, 2}), leaking_handlers(), limited());
  REQUIRE(schema().fault_of(valid).empty());
  const auto fault = [&](const std::string& pointer, const Json& value) {
    Json report = valid;
    report[Json::json_pointer(pointer)] = value;
    return schema().fault_of(report);
  };
  CHECK(fault("/leaks", Json::array()) == ": has a field leaks");
  CHECK(fault("/sites/0/retained_bytes", 1) == "/sites/0: has a field retained_bytes");
  CHECK(fault("/summary/new/cells", 1) == "/summary/new: has a field cells");
  CHECK(fault("/nodes/1/x", 1) == "/nodes/1: has a field x");
  CHECK(fault("/schema", 1) == "/schema: is not 2");
  CHECK(fault("/tree", "bush") == "/tree: is none of [\"paths\",\"dominators\"]");
  CHECK(fault("/verdict", 1) == "/verdict: is no \"string\"");
  CHECK(fault("/sites/1/links", -1) == "/sites/1/links: is too small");
  CHECK(fault("/sites/1/links", 1.5) == "/sites/1/links: is no \"integer\"");
  CHECK(fault("/sites/2/signature", "0x12") == "/sites/2/signature: does not match \"^[0-9a-f]{16}$\"");
  CHECK(fault("/old", 3) == "/old: is no \"object\"");
  for (const auto& [field, content] : valid["sites"][0].items()) {
    Json report = valid;
    report["sites"][0].erase(field);
    CHECK(schema().fault_of(report) == "/sites/0: has no field " + field);
  }
  CHECK_THROWS_WITH(JsonSchema(Json{{"maximum", 3}}).fault_of(2), containing("maximum"));
}

TEST_CASE("docs/json.md describes the fields of the JSON schema, and no others") {
  const Json schema = Json::parse(read_file(testdata("../docs/json.schema.json")));
  std::map<std::string, std::set<std::string>> described;
  const auto add = [&](const Json& object) {
    for (const auto& [field, rule] : object["properties"].items()) described[object["title"]].insert(field);
  };
  add(schema);
  for (const auto& [name, object] : schema["$defs"].items()) add(object);
  const std::map<std::string, std::set<std::string>> documented = documented_fields();
  for (const auto& [title, fields] : described) {
    INFO(title);
    REQUIRE(documented.count(title) == 1);
    CHECK(documented.at(title) == fields);
  }
  CHECK(documented.size() == described.size());
}

TEST_CASE("JSON has the verdict, the sites and their sums") {
  const Json json = report(real_dumps("game", {1, 2}), leaking_handlers());
  CHECK(json["verdict"] == leaking_handlers().verdict);
  CHECK(json["runtime"] == "Luau");
  REQUIRE(json["sites"].size() == 3);
  const Json& pool = json["sites"][1];
  CHECK(pool["place"] == "_G.Pool.items");
  CHECK(pool["path"] == "mainthread/__env/Pool/items/**");
  CHECK(pool["what"] == "table {id, items, name}");
  CHECK(pool["pattern"].is_null());
  CHECK(pool["signature"] == "1111111111111111");
  CHECK(pool["known"] == false);
  CHECK(pool["links"] == 7);
  CHECK(pool["net_bytes"] == 10240);
  CHECK(pool["before"] == Json{{"objects", 12}, {"bytes", 13312}});
  CHECK(pool["after"] == Json{{"objects", 21}, {"bytes", 23552}});
  CHECK(pool["new"] == Json{{"objects", 20}, {"bytes", 20480}});
  CHECK(pool["grown"] == Json{{"objects", 2}, {"bytes", 1024}});
  CHECK(pool["moved_in"] == Json{{"objects", 1}, {"bytes", 2048}});
  CHECK(pool["freed"] == Json{{"objects", 10}, {"bytes", 10240}});
  CHECK(pool["moved_out"] == Json{{"objects", 2}, {"bytes", 2048}});
  CHECK(pool["shrunk_bytes"] == 1024);
  CHECK(pool["frees_bytes"] == 10240);
  CHECK(pool["also_held_by"] == Json{"a", "b", "c", "d", "e"});
  CHECK(pool["frees_with_others_bytes"] == 23552);
  CHECK_FALSE(pool.contains("series"));
  CHECK(json["sites"][0]["pattern"] == "a list that only grows at its tail");
  CHECK(json["sites"][2]["known"] == true);
  CHECK(json["sites"][2]["net_bytes"] == -1024);
  CHECK(json["sites_left_out"]["sites"] == 12);
  CHECK(json["sites_left_out"]["after"]["objects"] == 4);
  const Json series = report(real_dumps("game", {1, 2, 3}), list_and_cache());
  CHECK(series["sites"][0]["series"] == Json{0, 10240, 20480});
  CHECK(series["sites"][0]["saturating"] == false);
  CHECK(series["sites"][1]["saturating"] == true);
}

TEST_CASE("JSON has the sums of the summary, and the notices") {
  Analysis analysis = report_on(real_dumps("game", {1, 2}));
  analysis.findings = leaking_handlers();
  Summary& summary = analysis.summary;
  summary.added = {10, 1};
  summary.grown = {20, 2};
  summary.freed = {30, 3};
  summary.unreached_new = {40, 4};
  summary.net_bytes = -50;
  summary.least_new = {60, 6};
  summary.most_new = {70, 7};
  analysis.notices = {{Notice::Kind::garbage, "new.json", 5, "much is garbage"},
                      {Notice::Kind::limit_exceeded, "", 0, "too much"}};
  const Json json = json_of(analysis);
  CHECK(json["summary"]["new"] == Json{{"objects", 1}, {"bytes", 10}});
  CHECK(json["summary"]["grown"]["bytes"] == 20);
  CHECK(json["summary"]["freed"]["bytes"] == 30);
  CHECK(json["unreached_new"]["bytes"] == 40);
  CHECK(json["summary"]["net_bytes"] == -50);
  CHECK(json["summary"]["new_range"]["least"] == Json{{"objects", 6}, {"bytes", 60}});
  CHECK(json["summary"]["new_range"]["most"]["bytes"] == 70);
  CHECK(json["reachable"]["new"]["bytes"] == 204548);
  CHECK(json["notices"] ==
        Json{{{"kind", "garbage"}, {"dump", "new.json"}, {"count", 5}, {"text", "much is garbage"}},
             {{"kind", "limit_exceeded"}, {"dump", nullptr}, {"count", 0}, {"text", "too much"}}});
}
