// SPDX-License-Identifier: MIT
// Sites of a series: sums over all intervals, their order, and the sentence.
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "base/scheduler.h"
#include "graph/kept_references.h"
#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "report/increases.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Number of entries of each of three tables of the root.
struct Entries {
  int leak = 0;
  int cache = 0;
  int burst = 0;
};

/// Objects have the same address in each heap.
Snapshot heap_of(const Entries& entries) {
  constexpr int room = 60;
  Heap heap;
  heap.size = 5000;
  std::vector<std::pair<std::string, Ref>> fields = {{"ballast", heap.table({})}};
  heap.size = 100;
  for (const auto& [name, number] : {std::pair("leak", entries.leak), std::pair("cache", entries.cache),
                                     std::pair("burst", entries.burst)}) {
    const std::vector<Ref> items = heap.tables(number, room);
    fields.emplace_back(name, heap.table({}, items));
  }
  return heap.root("r", heap.record(fields)).load();
}

Findings findings_of(const std::vector<Dump>& dumps, Question question = {}) {
  question.sites = true;
  return analyze(question, dumps).findings.value();
}

std::vector<Dump> truth(const std::string& name, const std::vector<int>& numbers) {
  std::vector<Dump> dumps;
  for (const int number : numbers) {
    const std::string file = name + "." + std::to_string(number) + ".json";
    dumps.push_back({file, load_snapshot(utf8_name(testdata("truth/" + file + ".zst")))});
  }
  return dumps;
}

std::int64_t net_of_all(const Findings& findings) {
  std::int64_t bytes = change_between(findings.left_out_before, findings.left_out_after).bytes;
  for (const Site& site : findings.sites) bytes += site.net().bytes;
  return bytes;
}

/// Change of the reachable bytes from the first dump to the last.
std::int64_t change_of_reached(const std::vector<Dump>& dumps) {
  const auto reached = [](const Dump& dump) { return live_tree(dump.snapshot).root().total.bytes; };
  return static_cast<std::int64_t>(reached(dumps.back())) - static_cast<std::int64_t>(reached(dumps.front()));
}

const Site* site_at(const Findings& findings, std::string_view part) {
  for (const Site& site : findings.sites) {
    if (site.place.find(part) != std::string::npos) return &site;
  }
  return nullptr;
}

bool saturates(std::vector<std::int64_t> increases) {
  return is_saturating(increases);
}

using Increases = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("increases that fall towards zero saturate") {
  CHECK(saturates({100, 50, 20}));
  CHECK(saturates({100, 40}));
  CHECK(saturates({100, 70, 49}));
  CHECK(saturates({300, 100, 0, 0}));
  CHECK(saturates({300, -20, 5}));
  CHECK(saturates({100, 1000, 50}));
  CHECK_FALSE(saturates({100, 90, 80}));
  CHECK_FALSE(saturates({100, 41}));
  CHECK_FALSE(saturates({100, 70, 50}));
  CHECK_FALSE(saturates({100, 20, 40}));
  CHECK_FALSE(saturates({10, 20, 30}));
  CHECK_FALSE(saturates({0, 0, 0}));
  CHECK_FALSE(saturates({100}));
}

TEST_CASE("sites of a series are ranked by their smallest increase, and what saturates comes after") {
  const std::vector<Dump> dumps =
      dumps_of(heap_of({1, 0, 0}), heap_of({4, 40, 0}), heap_of({7, 50, 20}), heap_of({10, 50, 25}));
  const Findings findings = findings_of(dumps);
  REQUIRE(findings.sites.size() == 3);
  const Site& leak = findings.sites[0];
  CHECK(leak.place == "r.leak[*]");
  CHECK(leak.series == Increases{0, 300, 600, 900});
  CHECK(leak.net() == Change{900, 9});
  CHECK(leak.links == 9);
  CHECK(leak.what == "table");
  CHECK(leak.frees_bytes == 900);
  CHECK_FALSE(leak.is_saturating);
  CHECK(findings.sites[1].place == "r.burst[*]");
  CHECK(findings.sites[1].series == Increases{0, 0, 2000, 2500});
  CHECK_FALSE(findings.sites[1].is_saturating);
  CHECK(findings.sites[2].place == "r.cache[*]");
  CHECK(findings.sites[2].is_saturating);
  CHECK(findings.sites[2].series == Increases{0, 4000, 5000, 5000});
  CHECK(findings.sites[2].net() == Change{5000, 50});
  CHECK(findings.verdict ==
        "All of what grows in every dump hangs from r.leak: 9 new tables hold 900 B. Entries are added and "
        "none is removed. Cutting those references frees 900 B.");
}

TEST_CASE("without a place that grows in every dump nothing leaks") {
  CHECK(findings_of(dumps_of(heap_of({1, 0, 0}), heap_of({1, 49, 0}), heap_of({1, 50, 0}))).verdict ==
        "Nothing leaks: no place keeps growing; from the first dump to the last the heap grew by 4.9 KB "
        "(84.7%). 4.9 KB of that is in r.cache, which grows ever more slowly.");
  CHECK(findings_of(dumps_of(heap_of({1, 0, 0}), heap_of({1, 0, 0}), heap_of({1, 0, 50}))).verdict ==
        "Nothing leaks: no place keeps growing; from the first dump to the last the heap grew by 4.9 KB "
        "(84.7%). 4.9 KB of that is in r.burst, which does not grow in every dump.");
}

TEST_CASE("a place that slows down leaks if it still gains much") {
  CHECK(findings_of(dumps_of(heap_of({1, 0, 0}), heap_of({50, 0, 0}), heap_of({60, 0, 0}))).verdict ==
        "All of what grows in every dump, though ever more slowly, hangs from r.leak: 59 new tables hold 5.8 "
        "KB. Entries are added and none is removed. Cutting those references frees 5.8 KB.");
  CHECK(findings_of(dumps_of(heap_of({1, 0, 0}), heap_of({50, 0, 0}), heap_of({51, 0, 0})))
            .verdict.rfind("Nothing leaks: no place keeps growing", 0) == 0);
}

TEST_CASE("the sites of a series add up to its change, for every number of rows") {
  const std::vector<Dump> settle = truth("settle", {1, 2, 3, 4, 5});
  const std::vector<Dump> game = real_dumps("game", {1, 2, 1});
  for (const std::uint32_t rows : {0U, 1U, 3U, 100U}) {
    Question question;
    question.rows = rows;
    const Findings findings = findings_of(settle, question);
    CHECK(findings.sites.size() <= rows);
    CHECK(net_of_all(findings) == change_of_reached(settle));
    CHECK(net_of_all(findings_of(game, question)) == change_of_reached(game));
  }
}

TEST_CASE("a cache that is full does not outrank the leak") {
  const std::vector<Dump> dumps = truth("settle", {1, 2, 3, 4, 5});
  const Findings findings = findings_of(dumps);
  CHECK(findings.verdict.find("_G.Metrics.hooks: 100 new functions anonymous (settle.luau:19)") !=
        std::string::npos);
  CHECK(findings.sites.front().place == "_G.Metrics.hooks[*]");
  const Site* const cache = site_at(findings, "_G.App.lru[*]");
  REQUIRE(cache != nullptr);
  CHECK(cache->is_saturating);
  SECTION("and what hangs from the leak is told as in the pair of the first and the last dump") {
    std::vector<Dump> ends;
    for (Dump& dump : truth("settle", {1, 5})) ends.push_back(std::move(dump));
    const Findings pair = findings_of(ends);
    const Site* const same = site_at(pair, "_G.Metrics.hooks[*]");
    REQUIRE(same != nullptr);
    CHECK(findings.sites.front().links == same->links);
    CHECK(findings.sites.front().frees_bytes == same->frees_bytes);
    CHECK(findings.sites.front().net() == same->net());
    CHECK(findings.sites.front().signature == same->signature);
  }
}

TEST_CASE("a program at rest does not leak") {
  const Findings findings = findings_of(truth("noleak", {1, 2, 3, 4}));
  CHECK(findings.verdict.rfind("Nothing leaks: ", 0) == 0);
}

TEST_CASE("what was freed in a series ranks its sites if that is asked") {
  Question question;
  question.measure = Measure::freed;
  const Findings findings =
      findings_of(dumps_of(heap_of({10, 30, 0}), heap_of({20, 10, 0}), heap_of({30, 5, 0})), question);
  REQUIRE_FALSE(findings.sites.empty());
  CHECK(findings.sites.front().place == "r.cache[*]");
  CHECK(findings.sites.front().freed == Cost{2500, 25});
}

TEST_CASE("a reference is kept since the first dump only if every dump has it") {
  const auto heap_with = [](bool has_x, bool has_y) {
    Heap heap;
    const Ref x = heap.table({});
    const Ref y = heap.table({});
    std::vector<Ref> items;
    if (has_x) items.push_back(x);
    if (has_y) items.push_back(y);
    return heap.root("x", x).root("y", y).root("r", heap.table({}, items)).load();
  };
  const std::array<Snapshot, 3> dumps = {heap_with(true, true), heap_with(false, true),
                                         heap_with(true, true)};
  Scheduler scheduler(1);
  const auto kept = [&](std::size_t number, const KeptMarks* marks) {
    const Matching matching = match_by_address(dumps[number], dumps[number - 1]);
    return find_kept_references(dumps[number], dumps[number - 1], matching, marks, scheduler).in_new;
  };
  const KeptMarks second = kept(1, nullptr);
  CHECK(second == KeptMarks{kept_mark | kept_since_first});
  KeptMarks third = kept(2, &second);
  CHECK(third == KeptMarks{0, kept_mark | kept_since_first});
  const KeptMarks unrelated(1, kept_mark);  // as if the reference to y had come in the second dump
  third = kept(2, &unrelated);
  CHECK(third == KeptMarks{0, kept_mark});
  keep_since_first(third);
  CHECK(third == KeptMarks{0, 0});
}
