// SPDX-License-Identifier: MIT
// Known leaks count for no limit: neither what hangs there, nor the growth of what holds it.
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

constexpr int most_entries = 60;

/// A list with so many entries, which takes 16 bytes for each, and another one likewise.
Snapshot heap_of_known_and_other(int known, int other) {
  Heap heap;
  std::vector<std::pair<std::string, Ref>> fields;
  for (const auto& [name, number] : {std::pair("known", known), std::pair("other", other)}) {
    heap.size = 100;
    const std::vector<Ref> items = heap.tables(number, most_entries);
    heap.size = 48 + 16 * number;
    fields.emplace_back(name, heap.table({}, items));
  }
  heap.size = 100;
  return heap.root("r", heap.record(fields)).load();
}

std::vector<Dump> dumps_of(const std::vector<std::pair<int, int>>& entries) {
  std::vector<Dump> dumps;
  for (const auto& [known, other] : entries) {
    dumps.push_back({std::to_string(dumps.size()) + ".json", heap_of_known_and_other(known, other)});
  }
  return dumps;
}

std::string signature_of(const std::vector<Dump>& dumps, const std::string& place) {
  Question question;
  question.sites = true;
  const Analysis analysis = analyze(question, dumps);
  for (const Site& site : analysis.findings->sites) {
    if (site.place == place) return site.signature;
  }
  return {};
}

/// What counts for a limit of no bytes, and for one of no growth, if the list `known` is a known leak.
struct Counted {
  Change whole;
  std::int64_t growth = 0;
  std::string unmatched;
};

Counted count(const std::vector<Dump>& dumps, std::set<std::string> known, Measure measure) {
  Question question;
  question.measure = measure;
  question.budget.known = std::move(known);
  Limit whole;
  whole.bytes = 0;
  Limit growth;
  growth.growth = 0;
  question.budget.limits = {whole, growth};
  const Analysis analysis = analyze(question, dumps);
  Counted counted;
  counted.whole = analysis.limits->results.at(0).measured;
  counted.growth = analysis.limits->results.at(1).growth.value();
  for (const Ignored& entry : analysis.limits->unmatched) counted.unmatched += entry.pattern;
  return counted;
}

}  // namespace

TEST_CASE("neither the entries nor the growth of a known list count") {
  const std::vector<Dump> dumps = dumps_of({{10, 10}, {30, 15}});
  const std::string known = signature_of(dumps, "r.known[*]");
  REQUIRE_FALSE(known.empty());
  const Counted all = count(dumps, {}, Measure::growth);
  CHECK(all.whole.bytes == 25 * 116);
  CHECK(all.growth == 25 * 116);
  const Counted rest = count(dumps, {known}, Measure::growth);
  CHECK(rest.whole.bytes == 5 * 116);
  CHECK(rest.growth == 5 * 116);
  CHECK(rest.unmatched.empty());
  CHECK(count(dumps, {"0123456789abcdef"}, Measure::growth).unmatched == "the known leak 0123456789abcdef");
}

TEST_CASE("what came to a known list in any interval of a series does not count") {
  const std::vector<Dump> dumps = dumps_of({{10, 10}, {30, 15}, {50, 20}, {60, 25}});
  const std::string known = signature_of(dumps, "r.known[*]");
  REQUIRE_FALSE(known.empty());
  // Under the measure of a series, what came in the first interval and stays counts.
  CHECK(count(dumps, {}, Measure::growth).whole.bytes == 25 * 116);
  const Counted rest = count(dumps, {known}, Measure::growth);
  CHECK(rest.whole.bytes == 5 * 116);
  CHECK(rest.growth == 15 * 116);
  CHECK(rest.unmatched.empty());
  CHECK(count(dumps, {known}, Measure::added).whole == Change{5 * 100, 5});
}
