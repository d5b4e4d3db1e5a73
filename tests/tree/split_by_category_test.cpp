// SPDX-License-Identifier: MIT
// Trees that are split by category.
#include "tree/split_by_category.h"

#include "heapgraph/tree.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Tree split_tree(const Snapshot& snapshot, Split split) {
  return tree_of(snapshot, split_by_category(paths_of(snapshot), snapshot, split));
}

/// Heap of a world (category 0) with a game (129), which has a log (5) and a cache (200, without a name).
Snapshot world() {
  Heap heap;
  heap.name_category(0, "Default").name_category(5, "VM").name_category(129, "Game");
  heap.size = 1;
  const Ref log_key = heap.string("log");
  const Ref cache_key = heap.string("cache");
  const Ref game_key = heap.string("game");
  heap.category = 5;
  heap.size = 10;
  const Ref log = heap.table({});
  heap.category = 200;
  heap.size = 100;
  const Ref cache = heap.table({});
  heap.category = 129;
  heap.size = 1000;
  const Ref game = heap.table({{log_key, log}, {cache_key, cache}});
  heap.category = 0;
  heap.size = 10000;
  return heap.root("root", heap.table({{game_key, game}})).load();
}

}  // namespace

TEST_CASE("without a split there is no level of categories") {
  CHECK(self_at(split_tree(world(), Split::none), "root/game/log") == Cost{10, 1});
}

TEST_CASE("every category has its own copy of the paths on which it holds something") {
  const Tree tree = split_tree(world(), Split::all);
  CHECK(self_at(tree, "Default/root") == Cost{10001, 2});
  CHECK(self_at(tree, "Default/root/game") == Cost{2, 2});  // the two keys
  CHECK(self_at(tree, "VM/root/game") == Cost{});
  CHECK(self_at(tree, "VM/root/game/log") == Cost{10, 1});
  CHECK(self_at(tree, "Game/root/game") == Cost{1000, 1});
  CHECK(self_at(tree, "category 200/root/game/cache") == Cost{100, 1});
  CHECK(self_at(tree, "Game/root/game/log") == std::nullopt);
}

TEST_CASE("custom takes the categories below 128 as one") {
  const Tree tree = split_tree(world(), Split::custom);
  CHECK(self_at(tree, "VM") == std::nullopt);
  CHECK(self_at(tree, "Default/root/game/log") == Cost{10, 1});
  CHECK(self_at(tree, "Game/root/game") == Cost{1000, 1});
}

TEST_CASE("custom begins at category 128") {
  Heap heap;
  heap.name_category(0, "Default").name_category(127, "VM").name_category(128, "First");
  heap.category = 127;
  const Ref last_of_vm = heap.table({});
  heap.category = 128;
  const Tree tree = split_tree(heap.root("root", heap.table({}, {last_of_vm})).load(), Split::custom);
  CHECK(self_at(tree, "Default/root") == Cost{100, 1});
  CHECK(self_at(tree, "First/root") == Cost{100, 1});
}

TEST_CASE("categories of one name share a node") {
  Heap heap;
  heap.name_category(130, "Same").name_category(131, "Same");
  heap.category = 130;
  const Ref leaf = heap.table({});
  heap.category = 131;
  const Tree tree = split_tree(heap.root("root", heap.table({}, {leaf})).load(), Split::all);
  CHECK(self_at(tree, "Same/root") == Cost{200, 2});
}
