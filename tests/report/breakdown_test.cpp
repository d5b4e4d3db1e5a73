// SPDX-License-Identifier: MIT
// Reports on two dumps: their sums close, and they name the right objects.
#include "report/breakdown.h"

#include <nlohmann/json.hpp>

#include "graph/reach.h"
#include "heapgraph/load.h"
#include "report/difference.h"
#include "report/hot_nodes.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/subtrees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Difference difference_between(const Snapshot& snapshot, const Snapshot& old, const Matching& matching) {
  return difference_of({snapshot,
                        find_reached(snapshot, false),
                        old,
                        find_reached(old, false),
                        matching,
                        verified_match(snapshot, old),
                        {}});
}

/// Checks every identity of sums that report.h promises.
void check_sums(const Snapshot& snapshot, const Snapshot& old, const Matching& matching) {
  const Placement placement = paths_of(snapshot);
  const Difference d = difference_between(snapshot, old, matching);
  Cost all;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    all += {snapshot.size(static_cast<ObjectId>(i)), 1};
  }
  CHECK(d.reached.bytes + d.unreached.bytes == all.bytes);
  CHECK(d.reached.objects + d.unreached.objects == all.objects);
  CHECK(d.added.bytes + d.kept.bytes == d.reached.bytes);
  CHECK(d.added.objects + d.kept.objects == d.reached.objects);
  CHECK(d.old_reached.bytes + d.added.bytes + d.grown.bytes + d.newly_reached.bytes ==
        d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes);
  CHECK(d.old_reached.objects + d.added.objects + d.newly_reached.objects ==
        d.reached.objects + d.freed.objects + d.no_longer_reached.objects);
  CHECK(sum(snapshot, placement, weigh_added(matching)) == d.added);
  const Cost growth = sum(snapshot, placement, weigh_growth(snapshot, old, matching));
  CHECK(growth.bytes == d.added.bytes + d.grown.bytes);
  CHECK(sum(old, paths_of(old), weigh_freed(old, matching)) == d.freed);
}

}  // namespace

TEST_CASE("every byte of every pair of dumps is accounted for") {
  for (const std::string dump : {"game", "closures", "weak", "weakarray", "strings", "churn", "list", "empty",
                                 "world", "classes", "vectors", "cnames"}) {
    INFO(dump);
    const Snapshot first = real_dump(dump, 1);
    const Snapshot second = real_dump(dump, 2);
    check_sums(second, first, match_by_address(second, first));
    check_sums(second, first, verified_match(second, first));
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
  const Difference d = difference_between(after, before, match_by_address(after, before));
  CHECK(d.newly_reached == Cost{100, 1});
  CHECK(d.no_longer_reached == Cost{100, 1});
  CHECK(d.unconfirmed == Cost{100, 1});
}

TEST_CASE("the summaries of real dumps") {
  for (const std::string dump : {"game", "churn"}) {
    INFO(dump);
    const Snapshot old = real_dump(dump, 1, LoadDetail::listed);
    const Snapshot snapshot = real_dump(dump, 2, LoadDetail::listed);
    const Difference d = difference_between(snapshot, old, match_by_address(snapshot, old));
    const nlohmann::json expected =
        nlohmann::json::parse(read_file(testdata("snapshots/expected/" + dump + ".summary.json")));
    const auto cost = [&](const char* key) {
      return Cost{expected[key]["bytes"].get<std::uint64_t>(), expected[key]["objects"].get<std::uint64_t>()};
    };
    CHECK(d.added == cost("new"));
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
  const Breakdown breakdown = break_down(snapshot, find_reached(snapshot, false), Weights());
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
  CHECK(sum == test::sum(snapshot, paths_of(snapshot)));
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
  const FoldedTree folded = fold_tree(live_tree(snapshot));
  const std::vector<FoldedId> hot = hot_nodes(folded.tree, 10);
  REQUIRE(hot.size() == 2);
  CHECK(names_to(folded.tree, hot[0]) == std::vector<std::string>{"r", "world", "players", "player*"});
  CHECK(names_to(folded.tree, hot[1]) == std::vector<std::string>{"r", "world", "log"});
}
