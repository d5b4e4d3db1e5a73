// SPDX-License-Identifier: MIT
// Output of each format for a series of dumps, and for two dumps that are compared by path.
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.h"
#include "heapgraph/analyze.h"
#include "heapgraph/output.h"
#include "output/wording.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/picture.h"
#include "support/questions.h"
#include "support/text.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A question whose numbers are those of Luau's own script.
Question compatible() {
  Question question;
  question.compatible = true;
  return question;
}

std::vector<nlohmann::json> rows_in(const std::string& jsonl) {
  std::vector<nlohmann::json> rows;
  std::istringstream lines(jsonl);
  for (std::string line; std::getline(lines, line);) rows.push_back(nlohmann::json::parse(line));
  return rows;
}

std::vector<Cost> in_bytes(std::initializer_list<std::uint64_t> bytes) {
  std::vector<Cost> costs;
  for (const std::uint64_t number : bytes) costs.push_back({number, 1});
  return costs;
}

}  // namespace

TEST_CASE("golden series") {
  const std::vector<Dump> dumps = real_dumps("game", {1, 2, 3});
  check_golden("game.settle.txt", write("text", dumps));
  check_golden("game.settle.md", write("markdown", dumps));
  check_golden("game.settle.json", write("json", dumps));
  check_golden("game.settle.svg", without_assets(write("svg", dumps)));
}

TEST_CASE("golden comparisons by path") {
  const std::vector<Dump> dumps = real_dumps("churn", {1, 2});
  check_golden("churn.by_path.txt", write("text", dumps, by_path()));
  check_golden("churn.by_path.md", write("markdown", dumps, by_path()));
  const std::vector<Dump> small = real_dumps("classes", {1, 2});
  check_golden("classes.by_path.json", write("json", small, by_path()));
  check_golden("classes.by_path.svg", without_assets(write("svg", small, by_path())));
  check_golden("classes.by_path.folded", write("folded", small, by_path()));
}

TEST_CASE("rows have what each dump holds, and the slope of what grows") {
  const std::vector<nlohmann::json> rows =
      rows_in(write("jsonl", real_dumps("game", {1, 2, 3}, LoadDetail::listed), compatible()));
  CHECK(rows.front()["total_bytes"] == 204510);
  CHECK(rows.front()["series"] == nlohmann::json({352917, 561523, 765574}));
  CHECK(rows.front()["slope"] == 206329);
  for (const nlohmann::json& row : rows) CHECK(row["slope"].is_number());
  for (const nlohmann::json& row : rows_in(write("jsonl", real_dumps("churn", {1, 2, 2})))) {
    CHECK(row["series"].size() == 3);
    CHECK(row["slope"].is_null());  // nothing grows between a dump and itself
  }
}

TEST_CASE("rows have before, after and the difference") {
  const std::vector<nlohmann::json> rows =
      rows_in(write("jsonl", real_dumps("churn", {1, 2}, LoadDetail::listed), by_path()));
  CHECK(rows.front()["before"]["total_bytes"] == 111499);
  CHECK(rows.front()["after"]["total_bytes"] == 360513);
  for (const nlohmann::json& row : rows) {
    for (const char* field : {"self_bytes", "self_objects", "total_bytes", "total_objects"}) {
      REQUIRE(row["after"][field].get<std::int64_t>() - row["before"][field].get<std::int64_t>() ==
              row["difference"][field].get<std::int64_t>());
    }
  }
}

TEST_CASE("folded lines have two numbers by path, as tools for differences read them") {
  std::istringstream lines(write("folded", real_dumps("churn", {1, 2}), by_path()));
  std::int64_t change = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t after = line.rfind(' ');
    const std::size_t before = line.rfind(' ', after - 1);
    change += std::stoll(line.substr(after + 1)) - std::stoll(line.substr(before + 1, after - before - 1));
  }
  CHECK(change == 360513 - 111499);
}

TEST_CASE("a report of a series says what stays, what may still go, and what grows, dump by dump") {
  const std::string text = write("text", real_dumps("game", {1, 2, 3}, LoadDetail::listed), compatible());
  CHECK(text.starts_with("88.8% of what grows in every dump hangs from _G.World.Heartbeat.handlers: "));
  CHECK(contains(text, "\nnew and still there: 204,510 bytes in 1,600 objects"));
  CHECK(contains(text, "\nalive 352,917 → 561,523 → 765,574, +206,329 a dump\n"));
  CHECK(contains(text, "new in 2.json since 1.json, and still there in 3.json"));
  CHECK(contains(text, "199,513 bytes in 1,552 objects came later, and may still go"));
  CHECK(contains(text, "0 B → +178.4 KB → +357.9 KB\n"));
  const nlohmann::json report = nlohmann::json::parse(write("json", real_dumps("game", {1, 2, 3})));
  CHECK(report["between"].at(0)["file"] == "2.json");
  CHECK(report["summary"]["stays"]["bytes"] == 204510);
  CHECK(report["sites"].at(0)["series"] == nlohmann::json({0, 182676, 366474}));
}

TEST_CASE("nothing that stays is said, and what grows all the same is shown") {
  const auto dump = [](int entries) {
    Heap heap;
    const Ref log = heap.table({});  // keeps its address and grows
    heap.size = 100 + entries * 16;
    const Ref grown = heap.table({});
    heap.size = 100;
    return heap.root("r", heap.record({{"log", grown}, {"other", log}})).load();
  };
  const std::vector<Dump> dumps = dumps_of(dump(1), dump(2), dump(3), dump(4));
  const std::string text = write("text", dumps, compatible());
  CHECK(
      text.starts_with("All of what grows in every dump is in r.log: a table grew in place by 48 B.\n"
                       "nothing new is still there; net +48\n"));
  CHECK(contains(text, "0 B → +16 B → +32 B → +48 B\n"));
  Question growth;
  growth.measure = Measure::growth;
  CHECK(contains(write("text", dumps, growth),
                 "\n+16 bytes that stay: nothing new, 16 by which 1 kept table grew; net +48\n"));
}

TEST_CASE("a difference in objects alone is said in each format") {
  const auto dump = [](int pieces) {
    Heap heap;
    std::vector<Ref> items;
    for (int i = 0; i < pieces; ++i) {
      heap.size = 64 / pieces;
      items.push_back(heap.table({}));
    }
    heap.size = 10;
    return heap.root("r", heap.table({}, items)).load();
  };
  const std::vector<Dump> dumps = dumps_of(dump(1), dump(2));
  const std::string text = write("text", dumps, by_path());
  CHECK(
      text.starts_with("The heaps are alike: the second holds 0 B more (0.0%).\n"
                       "+0 bytes and +1 objects: from 74 to 74 bytes, with 0 more and 0 less\n"));
  CHECK_FALSE(contains(text, "Where the two heaps differ"));
  CHECK(contains(write("svg", dumps, by_path()), ">no difference in bytes</text>"));
}

TEST_CASE("a comparison by path gives patterns for places whose names have characters of patterns") {
  const auto dump = [](std::int64_t size) {
    Heap heap;
    heap.size = size;
    const Ref target = heap.table({});
    heap.size = 0;
    return heap.root("r", heap.record({{"a/b*", target}})).load();
  };
  const nlohmann::json report =
      nlohmann::json::parse(write("json", dumps_of(dump(100), dump(1000)), by_path()));
  CHECK(report["sites"].at(0)["place"] == "r/a/b*");
  CHECK(report["sites"].at(0)["path"] == "r/a\\/b\\*/**");
}

TEST_CASE("what is not computed by path is not in its report") {
  const nlohmann::json report = nlohmann::json::parse(write("json", real_dumps("churn", {1, 2}), by_path()));
  CHECK(report["identity"].is_null());
  CHECK_FALSE(report.contains("savings"));
  CHECK(report["sites"].at(0)["after"].contains("bytes"));
}

TEST_CASE("no name of a dump is lost in markdown, and no line on a terminal is too long") {
  std::vector<Dump> dumps = real_dumps("game", {1, 2, 3});
  for (Dump& dump : dumps) dump.name = std::string(80, 'x') + dump.name;
  const std::string markdown = write("markdown", dumps);
  for (const Dump& dump : dumps) CHECK(contains(markdown, dump.name));
  Question growth;
  growth.measure = Measure::growth;
  ask_for(growth, *format_by_name("text"));
  const Analysis analysis = analyze(growth, real_dumps("game", {1, 2, 3}));
  TextOptions text;
  text.cuts_to_width = true;
  std::stringstream lines;
  format_by_name("text")->write(lines, result_of(analysis, {}, text));
  for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= 100);
}

TEST_CASE("the answer to --why marks what stays, and knows what came and went") {
  const auto asking = [](std::string query) {
    Question question;
    question.why = std::move(query);
    return question;
  };
  const std::vector<Dump> dumps = real_dumps("game", {1, 2, 3});
  const std::string report = write("json", dumps, asking("mainthread/__env/World/Session Log"));
  const nlohmann::json answers = nlohmann::json::parse(report)["why"];
  std::size_t staying = 0;
  std::size_t older_or_later = 0;
  for (const nlohmann::json& answer : answers) {
    const bool is_marked = answer["path"].back()["new"];
    (is_marked ? staying : older_or_later) += 1;
  }
  CHECK(staying + older_or_later == answers.size());
  CHECK(older_or_later > 0);
  // The object searched for is in the second dump alone.
  const Snapshot& second = dumps[1].snapshot;
  for (std::size_t i = 0; i < second.object_count(); ++i) {
    const std::uint64_t address = second.identifier(static_cast<ObjectId>(i));
    const bool is_elsewhere = dumps.front().snapshot.find(address) != ObjectId::none ||
                              dumps.back().snapshot.find(address) != ObjectId::none;
    if (is_elsewhere) continue;
    const Question question = asking(fmt::format("{:#x}", address));
    CHECK_THROWS_WITH(write("json", dumps, question), containing("it came and went"));
    return;
  }
  FAIL("there is no such object");
}

TEST_CASE("no difference by path is said") {
  const std::vector<Dump> dumps = real_dumps("game", {2, 2});
  CHECK(write("text", dumps, by_path())
            .starts_with("The heaps are alike: the second holds 0 B more (0.0%).\nno difference\n"));
  CHECK(contains(write("svg", dumps, by_path()), ">no difference</text>"));
}

TEST_CASE("the picture marks what grows, and which way nodes changed") {
  const std::string series = write("svg", real_dumps("game", {1, 2, 3}, LoadDetail::listed), compatible());
  CHECK(contains(series, "data-columns=\"retained series3\""));
  CHECK(contains(series, "↗ behind a name: each dump holds more there than the one before, and"));
  CHECK(contains(series, "; alive 0 → 144,801 → 289,651, +144,826 a dump</title>"));
  CHECK(contains(series, ">items ↗  "));
  const std::string change = write("svg", real_dumps("churn", {1, 2}), by_path());
  CHECK(contains(change, "data-columns=\"grown compared series1\""));
  CHECK(contains(change, "fill=\"#E69F00\"/><text"));
  CHECK(contains(change, "<title>− "));
  CHECK(contains(change, "<title>+ "));
  CHECK(contains(change, "<title>± "));
  CHECK(contains(change, "<desc>75.6% of the growth is at mainthread/__env/growing: 243.2 KB more"));
  const nlohmann::json site = facts_of(change)["sites"].at(0);
  CHECK(site[1] == "mainthread/__env/growing");
  CHECK(site[2] == "+243.2 KB");
  CHECK_FALSE(contains(still_of(change), "are growth"));
}

TEST_CASE("a long series has its first and last dumps in a line") {
  CHECK(series_in_words(in_bytes({1, 5, 3})) == "alive 1 → 5 → 3");
  CHECK(series_in_words(in_bytes({1, 1001, 2001})) == "alive 1 → 1,001 → 2,001, +1,000 a dump");
  CHECK(series_in_words(in_bytes({5, 7})) == "alive 5 → 7");
  CHECK(series_in_words(in_bytes({1, 2, 3, 4, 5, 6})) == "alive 1 → 2 → 3 → 4 → 5 → 6, +1 a dump");
  CHECK(series_in_words(in_bytes({1, 2, 3, 4, 5, 6, 7, 8})) == "alive 1 → 2 → … → 6 → 7 → 8, +1 a dump");
}
