// SPDX-License-Identifier: MIT
// What stays over a series of dumps, and what only passes.
#include "heapgraph/lifetimes.h"

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A list of objects at fixed addresses, one for each letter: t and T tables of 100 and 150 bytes, b and B
/// buffers, a to be followed strings "s" and "z"; `.` is an address without an object.
Snapshot dump(std::string_view slots) {
  Heap heap;
  std::vector<Ref> objects;
  for (const char slot : slots) {
    heap.size = slot == 'T' || slot == 'B' ? 150 : 100;
    if (slot == 't' || slot == 'T') objects.push_back(heap.table({}));
    if (slot == 'b' || slot == 'B') objects.push_back(heap.object("buffer"));
    if (slot == 's' || slot == 'z') objects.push_back(heap.string(std::string(1, slot)));
    if (slot == '.') heap.skip();
  }
  heap.size = 50;
  return heap.root("r", heap.table({}, objects)).load();
}

struct Followed {
  std::vector<Snapshot> dumps;
  Lifetimes lifetimes;

  explicit Followed(const std::vector<std::string_view>& all, Identity identity = Identity::address) {
    std::vector<const Snapshot*> pointers;
    for (const std::string_view slots : all) dumps.push_back(dump(slots));
    for (const Snapshot& snapshot : dumps) pointers.push_back(&snapshot);
    lifetimes = follow_objects(pointers, identity, false);
  }

  /// The dump since when the objects of the last are there, a digit for each.
  std::string since() const {
    std::string digits;
    for (const std::uint32_t number : lifetimes.since) digits += std::to_string(number);
    digits.pop_back();  // the list itself
    return digits;
  }

  Cost sum(const CostOf& cost_of) const {
    Cost sum;
    for (std::size_t i = 0; i < dumps.back().object_count(); ++i) sum += cost_of(static_cast<ObjectId>(i));
    return sum;
  }
  Cost staying() const { return sum(cost_of_staying(dumps.back(), lifetimes)); }
  Cost growth() const { return sum(cost_of_staying_growth(dumps.back(), dumps.front(), lifetimes)); }
};

Analysis analyze_series(const Dumps& dumps, const Question& question = {}, const Budget& budget = {}) {
  return analyze(question, {.report = true, .threads = 1}, budget, dumps, [](const char*) {});
}

}  // namespace

TEST_CASE("an object is there since the dump from which on all have it") {
  CHECK(Followed({"t...", "tt..", "t.tt"}).since() == "022");
  CHECK(Followed({"t....", "tt...", "ttt..", "tttt."}).since() == "0123");
  SECTION("what goes and comes again is another") {
    CHECK(Followed({"t", ".", "t"}).since() == "2");
    CHECK(Followed({"tt", ".t", "tt", "tt"}).since() == "20");
  }
}

TEST_CASE("an address that was surely used again makes no object old") {
  CHECK(Followed({"t", "t", "b"}).since() == "2");  // another type
  CHECK(Followed({"s", "s", "z"}).since() == "2");  // another text
  CHECK(Followed({"b", "b", "B"}).since() == "2");  // a buffer of another size
  CHECK(Followed({"t", "t", "T"}).since() == "0");  // a table may grow
  CHECK(Followed({"b", "s", "s"}).since() == "1");  // and then it stays
}

TEST_CASE("what was new in the second dump and is there in all later ones stays") {
  CHECK(Followed({"t....", "ttt..", "tt.t."}).staying() == Cost{100, 1});
  CHECK(Followed({".....", "ttttt", ".tttt", "..ttt"}).staying() == Cost{300, 3});
  CHECK(Followed({"t", "t", "t"}).staying() == Cost{});
  CHECK(Followed({".", "t", "T"}).staying() == Cost{150, 1});  // with its last size
}

TEST_CASE("growth counts if it stays too") {
  CHECK(Followed({"t", "T", "T"}).growth() == Cost{50, 1, 50});
  CHECK(Followed({"t", "T", "t"}).growth() == Cost{});
  CHECK(Followed({"t", "t", "T"}).growth() == Cost{});  // only now: it may shrink again
  CHECK(Followed({"t.", "Tt", "TT"}).growth() == Cost{200, 2, 50});
  CHECK(Followed({"tt", "TT", "tT", "TT"}).growth() == Cost{50, 1, 50});
}

TEST_CASE("a leak behind an address that the first dump had is told as hidden") {
  const auto dump = [](const std::string& field, const std::vector<std::string>& others) {
    Heap heap;
    const Ref object = heap.table({});
    std::vector<std::pair<std::string, Ref>> fields = {{field, object}};
    for (const std::string& other : others) fields.emplace_back(other, nil);
    return heap.root("r", heap.record(fields)).load();
  };
  const Snapshot first = dump("cache", {});
  const Snapshot later = dump("leak", {});
  const std::vector<const Snapshot*> dumps = {&first, &later, &later};
  const Lifetimes by_address = follow_objects(dumps, Identity::address, false);
  const Lifetimes verified = follow_objects(dumps, Identity::verified, false);
  const Stays stays = count_stays(later, place_by_first_path(later, false), by_address, verified);
  CHECK(stays.hidden.objects == 1);
  CHECK(stays.staying.objects == 1);  // the key "leak", another text
}

TEST_CASE("what is verified from dump to dump") {
  CHECK(Followed({"t..", "tt.", "ttt"}, Identity::verified).since() == "012");
  CHECK(Followed({"t", "t", "t"}, Identity::verified).lifetimes.to_first.identity == Identity::verified);
}

TEST_CASE("the leaks of a real series, and none of its noise") {
  // game.luau leaks a closure, what it holds, and a line of the log with every player who joined.
  const Dumps dumps = real_dumps("game", {1, 2, 3});
  const Analysis analysis = analyze_series(dumps);
  check_tree(analysis.tree, {204510, 1600});
  CHECK(analysis.stays->staying == Cost{204510, 1600});
  CHECK(analysis.stays->staying.bytes + analysis.stays->later.bytes ==
        analysis.report->difference->fresh.bytes);
  CHECK(analysis.stays->unconfirmed.objects == 50);  // lines of the log moved to the array of their table
  REQUIRE(analysis.series->heaps == 3);
  CHECK(slope_of(analysis.series->total_of(NodeId::root)) == 206329U);
  // By itself the second dump has an object more, which is gone in the third.
  Dumps pair;
  pair.old = dumps.old;
  pair.fresh = dumps.between.front();
  pair.names = {"1", "2"};
  CHECK(analyze_series(pair).tree.root().total == Cost{204548, 1601});
}

TEST_CASE("every measure of a series adds up, with every tree") {
  for (const char* name : {"game", "churn", "closures", "world"}) {
    const bool has_third = std::string_view(name) == "game";
    const Dumps dumps = real_dumps(name, {1, 2, has_third ? 3 : 2});
    for (const Measure measure : measures) {
      for (const TreeKind tree : tree_kinds) {
        INFO(name << " " << name_of(measure) << " " << name_of(tree));
        Question question;
        question.measure = measure;
        question.tree = tree;
        question.split = Split::custom;
        const Analysis analysis = analyze_series(dumps, question);
        check_tree(analysis.tree, analysis.summary.counted);
        const Series& series = *analysis.series;
        REQUIRE(series.total.size() == analysis.tree.nodes.size() * 3);
        for (std::size_t i = 0; i < analysis.tree.nodes.size(); ++i) {
          const auto id = static_cast<NodeId>(i);
          const Cost& counted = analysis.tree.nodes[i].total;
          const Cost& alive =
              measure == Measure::freed ? series.total_of(id).front() : series.total_of(id).back();
          REQUIRE(counted.bytes <= alive.bytes);
          REQUIRE(counted.objects <= alive.objects);
        }
      }
    }
  }
}

TEST_CASE("limits apply to what stays") {
  Budget budget;
  budget.limits = {parse_limit("204510"), parse_limit("204509")};
  const LimitReport limits = *analyze_series(real_dumps("game", {1, 2, 3}), {}, budget).limits;
  CHECK_FALSE(limits.results[0].is_exceeded());
  CHECK(limits.results[1].is_exceeded());
}
