// SPDX-License-Identifier: MIT
// What the reports say of two dumps: that it adds up, and what it names.
#include "heapgraph/report.h"

#include <nlohmann/json.hpp>

#include "heapgraph/load.h"
#include "output/wording.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "tree/subtrees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// How much more is added than taken away, for each identity of sums that the header promises.
void check_sums(const Snapshot& snapshot, const Snapshot& old, const Matching& matching) {
  const Placement placement = place_by_first_path(snapshot, false);
  const Difference d =
      difference_of(snapshot, placement, old, place_by_first_path(old, false), matching, false);
  Cost all;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    all += {snapshot.size(static_cast<ObjectId>(i)), 1};
  }
  CHECK(d.reached.bytes + d.unreached.bytes == all.bytes);
  CHECK(d.reached.objects + d.unreached.objects == all.objects);
  CHECK(d.fresh.bytes + d.kept.bytes == d.reached.bytes);
  CHECK(d.fresh.objects + d.kept.objects == d.reached.objects);
  CHECK(d.old_reached.bytes + d.fresh.bytes + d.grown.bytes + d.newly_reached.bytes ==
        d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes);
  CHECK(d.old_reached.objects + d.fresh.objects + d.newly_reached.objects ==
        d.reached.objects + d.freed.objects + d.no_longer_reached.objects);
  const Cost fresh = summarize(placement, snapshot, cost_of_new(snapshot, matching)).counted;
  CHECK(fresh == d.fresh);
  const Cost growth = summarize(placement, snapshot, cost_of_growth(snapshot, old, matching)).counted;
  CHECK(growth.bytes == d.fresh.bytes + d.grown.bytes);
  const Placement old_placement = place_by_first_path(old, false);
  CHECK(summarize(old_placement, old, cost_of_freed(old, matching)).counted == d.freed);
}

}  // namespace

TEST_CASE("every byte of every pair of dumps is accounted for") {
  for (const std::string dump : {"game", "closures", "weak", "weakarray", "strings", "churn", "list", "empty",
                                 "world", "classes", "vectors", "cnames"}) {
    INFO(dump);
    const Snapshot first = real_dump(dump, 1);
    const Snapshot second = real_dump(dump, 2);
    check_sums(second, first, match_by_address(second, first));
    check_sums(second, first, match_verified(second, first, false));
    check_sums(first, second, match_by_address(first, second));
  }
}

TEST_CASE("what a root reaches only now, or no longer, is in the sum") {
  Heap old;
  const Ref a = old.table({});
  const Ref b = old.table({});
  old.root("r", old.table({}, {a}));
  Heap heap;
  heap.table({});
  heap.table({});
  heap.root("r", heap.table({}, {b}));
  const Snapshot before = old.load();
  const Snapshot after = heap.load();
  check_sums(after, before, match_by_address(after, before));
  const Difference d =
      difference_of(after, place_by_first_path(after, false), before, place_by_first_path(before, false),
                    match_by_address(after, before), false);
  CHECK(d.newly_reached == Cost{100, 1});
  CHECK(d.no_longer_reached == Cost{100, 1});
  CHECK(d.unconfirmed == Cost{100, 1});
}

TEST_CASE("the summaries of real dumps") {
  for (const std::string dump : {"game", "churn"}) {
    INFO(dump);
    const Snapshot old = load_snapshot(testdata("snapshots/" + dump + ".1.json").string());
    const Snapshot snapshot = load_snapshot(testdata("snapshots/" + dump + ".2.json").string());
    const Difference d =
        difference_of(snapshot, place_by_first_path(snapshot, false), old, place_by_first_path(old, false),
                      match_by_address(snapshot, old), false);
    const nlohmann::json expected =
        nlohmann::json::parse(read_file(testdata("snapshots/expected/" + dump + ".summary.json")));
    const auto cost = [&](const char* key) {
      return Cost{expected[key]["bytes"].get<std::uint64_t>(), expected[key]["objects"].get<std::uint64_t>()};
    };
    CHECK(d.fresh == cost("new"));
    CHECK(d.unconfirmed == cost("unconfirmed"));
    CHECK(d.reached == cost("reached"));
    CHECK(d.unreached == cost("unreached"));
  }
}

TEST_CASE("objects by what they are") {
  Heap heap;
  const Ref metatable = heap.record({{"__type", heap.string("Part")}});
  const Ref part = heap.object("userdata", {one("metatable", metatable)});
  const Ref bare = heap.object("userdata");
  const Ref proto = heap.object("proto", {text("source", "=game"), number("line", 7)});
  const Ref update = heap.object("function", {text("name", "update"), one("proto", proto)});
  const Ref print = heap.object("function", {text("name", "print")});
  const Ref thread = heap.object("thread", {text("source", "=game"), number("line", 40)});
  heap.root("r", heap.table({}, {part, bare, update, print, thread}));
  const Snapshot snapshot = heap.load();
  const Breakdown breakdown =
      break_down(snapshot, place_by_first_path(snapshot, false), cost_of_live(snapshot));
  const auto names = [](const std::vector<BreakdownRow>& rows) {
    std::string joined;
    for (const BreakdownRow& row : rows) joined += row.name + ";";
    return joined;
  };
  REQUIRE(breakdown.size() == 5);
  CHECK(names(breakdown[2].rows) == "Part;userdata;");
  const std::vector<BreakdownRow>& functions = breakdown[3].rows;
  CHECK(names(functions) == "print;update;");
  CHECK(functions.at(1).source == "game");
  CHECK(functions.at(1).number == 7);
  const std::vector<BreakdownRow>& threads = breakdown[4].rows;
  CHECK(threads.at(0).source == "game");
  CHECK(threads.at(0).number == 40);
  Cost sum;
  for (const BreakdownRow& row : breakdown[0].rows) sum += row.cost;
  CHECK(sum == summarize(place_by_first_path(snapshot, false), snapshot, cost_of_live(snapshot)).counted);
}

TEST_CASE("a report names where the bytes are, not what leads there") {
  Heap heap;
  heap.size = 0;
  const Ref empty = heap.string("");
  std::vector<std::pair<std::string, Ref>> players;
  heap.size = 10;
  for (int i = 0; i < 300; ++i) players.emplace_back("player" + std::to_string(i), heap.table({}));
  heap.size = 0;
  const Ref many = heap.record(players);
  heap.size = 1000;
  const Ref large = heap.table({});
  heap.size = 0;
  heap.root("r",
            heap.record({{"world", heap.record({{"players", many}, {"log", large}})}, {"empty", empty}}));
  const Snapshot snapshot = heap.load();
  const Tree tree = build_tree(place_by_first_path(snapshot, false), snapshot, cost_of_live(snapshot));
  const std::vector<NodeId> spots = hot_nodes(tree, 10);
  REQUIRE(spots.size() == 2);
  const auto path_of = [&](NodeId node) {
    std::vector<std::string> names;
    for (const NodeId part : path_to(tree, node)) names.emplace_back(tree.name(part));
    return shown_path(names);
  };
  CHECK(path_of(spots[0]) == "r/world/players");
  CHECK(path_of(spots[1]) == "r/world/log");
}
