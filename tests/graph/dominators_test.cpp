// SPDX-License-Identifier: MIT
// Dominators and retained sizes against a naive method: remove an object, walk again, compare.
#include "graph/dominators.h"

#include <random>
#include <string>
#include <vector>

#include "graph/retained.h"
#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/removal.h"
#include "support/trees.h"
#include "tree/place_by_dominator.h"
#include "tree/place_by_path.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Immediate dominator of `id`: of the objects that it needs to be reachable, the one that needs
/// all others.
ObjectId obvious_dominator(const std::vector<std::vector<bool>>& without, std::size_t id) {
  ObjectId best = ObjectId::none;
  std::size_t most = 0;
  for (std::size_t d = 0; d < without.size(); ++d) {
    if (d == id || without[d][id]) continue;
    std::size_t above = 1;
    for (std::size_t other = 0; other < without.size(); ++other) above += without[other][d] ? 0U : 1U;
    if (above > most) {
      most = above;
      best = static_cast<ObjectId>(d);
    }
  }
  return best;
}

/// Heap of tables, weak tables, functions and threads that refer to each other at random.
Heap random_heap(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  Heap heap;
  const Ref mode = heap.string("__mode");
  const Ref weak = heap.table({{mode, heap.string("v")}});
  const std::size_t count = 1 + below(14);
  const auto any = [&] { return Ref{weak.address + 0x10 + below(count) * 0x10}; };
  // `weak` is made after its value, a string, so the next address is that of the first object.
  for (std::size_t i = 0; i < count; ++i) {
    heap.size = static_cast<std::int64_t>(1 + below(1000));
    std::vector<Ref> targets;
    for (std::size_t edges = below(4); edges > 0; --edges) targets.push_back(any());
    switch (below(6)) {
      case 0:
        heap.object("function", {list("upvalues", targets)});
        break;
      case 1:
        heap.object("thread", {list("stack", targets)});
        break;
      case 2:
        heap.table({}, targets, weak);
        break;
      default:
        heap.table({{any(), any()}}, targets);
    }
  }
  for (std::size_t roots = 1 + below(2); roots > 0; --roots) heap.root(std::to_string(roots), any());
  return heap;
}

ObjectId at(const Snapshot& snapshot, Ref ref) {
  return snapshot.find(ref.address);
}

}  // namespace

TEST_CASE("dominators of random heaps") {
  std::mt19937 random(20261123);
  for (int round = 0; round < 2000; ++round) {
    const Snapshot snapshot = random_heap(random).load();
    const bool follow_weak = round % 2 == 1;
    const Dominators dominators = find_dominators(snapshot, follow_weak);
    const std::vector<std::uint64_t> retained = retained_bytes(snapshot, dominators);
    const std::vector<bool> reached = reached_without(snapshot, ObjectId::none, follow_weak);
    std::vector<std::vector<bool>> without;
    for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
      without.push_back(reached_without(snapshot, static_cast<ObjectId>(i), follow_weak));
    }
    bool is_right = true;
    std::size_t count = 0;
    for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      count += reached[i] ? 1U : 0U;
      const ObjectId expected = reached[i] ? obvious_dominator(without, i) : ObjectId::none;
      is_right = is_right && dominators.immediate[i] == expected &&
                 retained[i] == bytes_freed_by_removing(snapshot, id, follow_weak);
    }
    INFO("round " << round);
    REQUIRE(is_right);
    REQUIRE(dominators.order.size() == count);
    std::vector<bool> came(snapshot.object_count());
    for (const ObjectId id : dominators.order) {
      const ObjectId dominator = dominators.immediate[index(id)];
      REQUIRE((dominator == ObjectId::none || came[index(dominator)]));
      came[index(id)] = true;
    }
    const FirstSteps steps = place_by_path(snapshot, follow_weak, true).steps;
    tree_of(snapshot, place_by_dominator(snapshot, dominators, steps, follow_weak));
  }
}

TEST_CASE("retained sizes of real dumps, by removal") {
  for (const std::string dump :
       {"game", "closures", "weak", "churn", "list", "strings", "world", "classes"}) {
    INFO(dump);
    const Snapshot snapshot = real_dump(dump, 2);
    const Dominators dominators = find_dominators(snapshot, false);
    const std::vector<std::uint64_t> retained = retained_bytes(snapshot, dominators);
    const std::size_t step = snapshot.object_count() / 40 + 1;
    for (std::size_t i = 0; i < snapshot.object_count(); i += step) {
      const auto id = static_cast<ObjectId>(i);
      INFO(i);
      CHECK(retained[i] == bytes_freed_by_removing(snapshot, id, false));
    }
  }
}

TEST_CASE("shapes that are deep or wide") {
  constexpr std::size_t count = 100000;
  Heap heap;
  heap.size = 1;
  const Ref first = heap.next();
  SECTION("a list") {
    for (std::size_t i = 0; i + 1 < count; ++i) heap.table({}, {heap.next(1)});
    heap.table({});
    heap.root("r", first);
    const Snapshot snapshot = heap.load();
    const Dominators dominators = find_dominators(snapshot, false);
    const std::vector<std::uint64_t> retained = retained_bytes(snapshot, dominators);
    CHECK(retained[index(at(snapshot, first))] == count);
    CHECK(retained[count / 2] == count - count / 2);
  }
  SECTION("a star whose rays hold each other") {
    std::vector<Ref> rays;
    for (std::size_t i = 1; i < count; ++i) rays.push_back({first.address + i * 0x10});
    heap.table({}, rays);
    for (std::size_t i = 1; i < count; ++i) heap.table({}, {rays[i % rays.size()]});
    heap.root("r", first);
    const Snapshot snapshot = heap.load();
    const std::vector<std::uint64_t> retained = retained_sizes(snapshot);
    CHECK(retained[0] == count);
    CHECK(retained[1] == 1);
  }
  SECTION("a ladder: each rung holds both sides of the next, and the last holds all before") {
    std::vector<Ref> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back({first.address + i * 0x10});
    for (std::size_t i = 0; i + 3 < count; i += 2) {
      const std::vector<Ref> next = {heap.next(2), heap.next(3)};
      heap.table({}, next);
      heap.table({}, {next[1], next[0]});
    }
    heap.table({}, all);
    heap.table({}, all);
    heap.root("r", first).root("s", all[1]);
    const Snapshot snapshot = heap.load();
    const Dominators dominators = find_dominators(snapshot, false);
    const std::vector<std::uint64_t> retained = retained_bytes(snapshot, dominators);
    CHECK(dominators.order.size() == count);
    CHECK(std::all_of(retained.begin(), retained.end(), [](std::uint64_t bytes) { return bytes == 1; }));
  }
}

TEST_CASE("the tree of dominators: names, and what several hold") {
  Heap heap;
  const Ref shared = heap.table({});
  const Ref listed = heap.table({});
  const Ref own = heap.table({});
  const Ref lists = heap.table({}, {listed});
  const Ref deep = heap.record({{"shared", shared}, {"own", own}, {"lists", lists}});
  const Ref other = heap.table({}, {shared, listed, lists});
  const Ref globals = heap.record({{"deep", deep}, {"other", other}});
  heap.root("main", heap.object("thread", {one("env", globals)}));
  const Snapshot snapshot = heap.load();
  const FirstSteps steps = place_by_path(snapshot, false, true).steps;
  const Dominators dominators = find_dominators(snapshot, false);
  const Placement placement = place_by_dominator(snapshot, dominators, steps, false);
  const PlacedTree placed = build_tree(placement, snapshot, Weights());
  const Tree& tree = placed.tree;
  CHECK(self_at(tree, "main/__env/deep/own") == Cost{100, 1});
  CHECK_FALSE(self_at(tree, "main/__env/deep/shared"));
  CHECK(self_at(tree, "main/__env/shared (shared)") == Cost{100, 1});
  CHECK(self_at(tree, "main/__env/[?] (shared)") == Cost{100, 1});

  const std::vector<std::uint64_t> retained = retained_bytes(snapshot, dominators);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const NodeId node = placed.position_of[placement.node_of[static_cast<ObjectId>(i)]];
    if (tree.nodes[index(node)].self.objects == 1) CHECK(tree.nodes[index(node)].total.bytes == retained[i]);
  }
}

TEST_CASE("what is freed with the objects of a node counts nothing twice") {
  Heap heap;
  const Ref inner = heap.table({});
  const Ref middle = heap.table({}, {inner});
  const Ref outer = heap.table({}, {middle});
  heap.root("r", heap.table({}, {outer}));
  const Snapshot snapshot = heap.load();
  const Dominators dominators = find_dominators(snapshot, false);
  const std::vector<std::uint64_t> retained = retained_bytes(snapshot, dominators);
  IdMap<ObjectId, NodeId> node_of(snapshot.object_count());
  node_of[at(snapshot, outer)] = NodeId{1};
  node_of[at(snapshot, middle)] = NodeId{0};
  node_of[at(snapshot, inner)] = NodeId{1};
  CHECK(retained_by_node(dominators, retained, node_of, 2) == std::vector<std::uint64_t>{200, 300});
}
