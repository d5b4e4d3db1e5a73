// SPDX-License-Identifier: MIT
// Objects that stay over a series of dumps, and objects that come and go.
#include "graph/lifetimes.h"

#include "heapgraph/analyze.h"
#include "report/stays.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// List of objects at fixed addresses, one for each letter: t and T are tables of 100 and 150 bytes, b
/// and B are buffers of the same sizes, s and z are strings with other texts; `.` is an address without
/// an object.
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

Matching match_next(const Snapshot& snapshot, const Snapshot& old, Identity identity) {
  return identity == Identity::verified
             ? verified_match(snapshot, old)
             : keep_what_can_be_same(snapshot, old, match_by_address(snapshot, old));
}

Lifetimes follow(const std::vector<Dump>& dumps, Identity identity) {
  Lifetimes lifetimes = lifetimes_of_first(dumps.front().snapshot);
  for (std::size_t i = 1; i < dumps.size(); ++i) {
    const Matching matching = match_next(dumps[i].snapshot, dumps[i - 1].snapshot, identity);
    lifetimes = heapgraph::follow(lifetimes, matching, dumps[i].snapshot, static_cast<std::uint32_t>(i));
  }
  return lifetimes;
}

struct Followed {
  std::vector<Dump> dumps;
  Lifetimes lifetimes;

  explicit Followed(const std::vector<std::string_view>& all, Identity identity = Identity::address) {
    for (const std::string_view slots : all) dumps.push_back({std::string(slots), dump(slots)});
    lifetimes = follow(dumps, identity);
  }

  /// First dump from which on each object of the last dump is there, as a digit for each.
  std::string since() const {
    std::string digits;
    for (const std::uint32_t number : lifetimes.since) digits += std::to_string(number);
    digits.pop_back();  // that of the list itself
    return digits;
  }

  Cost sum(const Weights& weights) const {
    const Snapshot& last = dumps.back().snapshot;
    return test::sum(last, paths_of(last), weights);
  }
  Cost staying() const { return sum(weigh_staying(lifetimes)); }
  /// Objects that count, and the part of their bytes that is growth.
  std::pair<Cost, std::uint64_t> growth() const {
    const Weights weights = weigh_staying_growth(dumps.front().snapshot, lifetimes);
    std::uint64_t grown = 0;
    for (std::size_t i = 0; i < lifetimes.since.size(); ++i)
      grown += weights.growth(static_cast<ObjectId>(i));
    return {sum(weights), grown};
  }
};

std::pair<Cost, std::uint64_t> grown(std::uint64_t bytes, std::uint64_t objects, std::uint64_t growth) {
  return {{bytes, objects}, growth};
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
  CHECK(Followed({".", "t", "T"}).staying() == Cost{150, 1});  // its last size counts
}

TEST_CASE("growth counts if it stays too") {
  CHECK(Followed({"t", "T", "T"}).growth() == grown(50, 1, 50));
  CHECK(Followed({"t", "T", "t"}).growth() == grown(0, 0, 0));
  CHECK(Followed({"t", "t", "T"}).growth() == grown(0, 0, 0));  // it may shrink again
  CHECK(Followed({"t.", "Tt", "TT"}).growth() == grown(200, 2, 50));
  CHECK(Followed({"tt", "TT", "tT", "TT"}).growth() == grown(50, 1, 50));
}

TEST_CASE("a leak behind an address that the first dump had is told as hidden") {
  const auto dump = [](const std::string& field, const std::vector<std::string>& others) {
    Heap heap;
    const Ref object = heap.table({});
    std::vector<std::pair<std::string, Ref>> fields = {{field, object}};
    for (const std::string& other : others) fields.emplace_back(other, nil);
    return heap.root("r", heap.record(fields)).load();
  };
  const std::vector<Dump> dumps = dumps_of(dump("cache", {}), dump("leak", {}), dump("leak", {}));
  const Snapshot& last = dumps.back().snapshot;
  const Stays stays = count_stays(last, std::vector<bool>(last.object_count(), true),
                                  follow(dumps, Identity::address), follow(dumps, Identity::verified), {});
  CHECK(stays.hidden.objects == 1);
  CHECK(stays.staying.objects == 1);  // the key "leak", whose text is another
}

TEST_CASE("what is verified from dump to dump") {
  CHECK(Followed({"t..", "tt.", "ttt"}, Identity::verified).since() == "012");
  CHECK(Followed({"t", "t", "t"}, Identity::verified).lifetimes.to_first.identity == Identity::verified);
}

TEST_CASE("the leaks of a real series, and none of its noise") {
  // game.luau leaks a closure and what it retains, and a line of the log with every player who joins.
  const std::vector<Dump> dumps = real_dumps("game", {1, 2, 3});
  Question question;
  question.compatible = true;
  const Analysis analysis = report_on(dumps, question);
  check_tree(analysis.tree, {204510, 1600});
  CHECK(analysis.stays->staying == Cost{204510, 1600});
  CHECK(analysis.stays->staying.bytes + analysis.stays->later.bytes ==
        analysis.report->difference->added.bytes);
  CHECK(analysis.stays->unconfirmed.objects == 50);  // lines of the log moved to the array of their table
  REQUIRE(analysis.columns.series.heaps == 3);
  CHECK(slope_of(analysis.columns.series.total_of(NodeId::root)) == 206329U);
  // Without the third dump there is an object more, which the third lacks.
  CHECK(report_on(real_dumps("game", {1, 2}), question).tree.root().total == Cost{204548, 1601});
}

TEST_CASE("every measure of a series adds up, with every tree") {
  for (const char* name : {"game", "churn", "closures", "world"}) {
    const bool has_third = std::string_view(name) == "game";
    const std::vector<Dump> dumps = real_dumps(name, {1, 2, has_third ? 3 : 2});
    for (const Measure measure : measures) {
      for (const TreeKind tree : tree_kinds) {
        INFO(name << " " << name_of(measure) << " " << name_of(tree));
        Question question;
        question.measure = measure;
        question.tree = tree;
        question.split = Split::custom;
        const Analysis analysis = report_on(dumps, question);
        check_tree(analysis.tree, analysis.summary.counted);
        const Series& series = analysis.columns.series;
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
  Question question;
  question.measure = Measure::added;
  question.budget.limits = {parse_limit("204510"), parse_limit("204509")};
  const LimitReport limits = *report_on(real_dumps("game", {1, 2, 3}), question).limits;
  CHECK_FALSE(limits.results[0].is_exceeded());
  CHECK(limits.results[1].is_exceeded());
}
