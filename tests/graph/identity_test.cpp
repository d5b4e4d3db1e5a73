// SPDX-License-Identifier: MIT
// Objects of NEW that are objects of OLD, in the cases where an address misleads.
#include "graph/identity.h"

#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Number of objects in NEW that are not in OLD.
std::size_t count_new(const Matching& matching) {
  std::size_t count = 0;
  for (const ObjectId id : matching.old_of) count += id == ObjectId::none ? 1 : 0;
  return count;
}

struct Counts {
  std::size_t by_address;
  std::size_t verified;
  bool operator==(const Counts&) const = default;
};

Counts compare(const Heap& old_heap, const Heap& heap, bool follow_weak = false) {
  const Snapshot old = old_heap.load();
  const Snapshot snapshot = heap.load();
  return {count_new(match_by_address(snapshot, old)), count_new(verified_match(snapshot, old, follow_weak))};
}

}  // namespace

TEST_CASE("nothing changed, nothing is new") {
  Heap heap;
  const Ref leaf = heap.table({});
  const Ref function =
      heap.object("function", {one("proto", heap.object("proto", {text("source", "=a"), number("line", 1)})),
                               list("upvalues", {leaf})});
  heap.root("r", heap.record({{"a", leaf}, {"f", function}}));
  CHECK(compare(heap, heap) == Counts{0, 0});
}

TEST_CASE("an address reused by another type") {
  Heap old;
  const Ref key = old.string("a");
  const Ref value = old.table({});
  old.root("r", old.table({{key, value}}));
  Heap heap;
  const Ref same_key = heap.string("a");
  const Ref buffer = heap.object("buffer");
  heap.root("r", heap.table({{same_key, buffer}}));
  CHECK(compare(old, heap) == Counts{0, 1});
}

TEST_CASE("an address reused by the same type under another holder") {
  Heap old;
  const Ref a = old.string("a");
  const Ref b = old.string("b");
  const Ref value = old.table({});
  const Ref holder = old.table({{a, value}});
  const Ref other = old.table({});
  old.root("r", old.table({{a, holder}, {b, other}}));
  Heap heap;
  heap.string("a");
  heap.string("b");
  heap.table({});
  heap.table({});
  heap.table({{a, value}});
  heap.root("r", heap.table({{a, holder}, {b, other}}));
  CHECK(compare(old, heap) == Counts{0, 1});
}

TEST_CASE("the same type under the same holder and another name, and under the same name") {
  Heap old;
  const Ref a = old.string("a");
  const Ref b = old.string("b");
  const Ref value = old.table({});
  old.root("r", old.table({{a, value}}));
  SECTION("another name: it may be another object") {
    Heap heap;
    heap.string("a");
    heap.string("b");
    heap.table({});
    heap.root("r", heap.table({{b, value}}));
    CHECK(compare(old, heap) == Counts{0, 1});
  }
  SECTION("the same name: nothing tells it from the old one") {
    Heap heap;
    heap.string("a");
    heap.string("b");
    heap.size = 200;
    heap.table({});
    heap.size = 100;
    heap.root("r", heap.table({{a, value}}));
    CHECK(compare(old, heap) == Counts{0, 0});
  }
}

TEST_CASE("an object that one of its holders still holds is verified, wherever else it moved") {
  Heap old;
  const Ref a = old.string("a");
  const Ref b = old.string("b");
  const Ref value = old.table({});
  const Ref holder = old.table({{a, value}});
  old.root("r", old.table({{a, holder}, {b, value}}));
  Heap heap;
  heap.string("a");
  heap.string("b");
  heap.table({});
  heap.table({});
  heap.root("r", heap.table({{a, holder}, {b, value}}));
  CHECK(compare(old, heap) == Counts{0, 0});
}

TEST_CASE("a string is the same if its text is, whoever holds it") {
  Heap old;
  const Ref key = old.string("key");
  const Ref text = old.string("text");
  old.root("r", old.table({{key, text}}));
  SECTION("held by another") {
    Heap heap;
    heap.string("key");
    heap.string("text");
    heap.root("r", heap.table({}, {key, text}));
    CHECK(compare(old, heap) == Counts{0, 0});
  }
  SECTION("freed and made again with another text") {
    Heap heap;
    heap.string("key");
    heap.string("other");
    heap.root("r", heap.table({{key, text}}));
    CHECK(compare(old, heap) == Counts{0, 1});
  }
  SECTION("a key that was made again has another name, and so has what it leads to") {
    Heap with_table;
    with_table.string("key");
    const Ref value = with_table.table({});
    with_table.root("r", with_table.table({{key, value}}));
    Heap heap;
    heap.string("yek");
    heap.table({});
    heap.root("r", heap.table({{key, value}}));
    CHECK(compare(with_table, heap) == Counts{0, 2});
  }
}

TEST_CASE("a cycle kept only by itself is not verified") {
  Heap heap;
  const Ref key = heap.string("peer");
  const Ref a = heap.next();
  const Ref b = heap.next(1);
  heap.table({{key, b}});
  heap.table({{key, a}});
  heap.root("r", heap.table({}));
  CHECK(compare(heap, heap) == Counts{0, 2});
}

TEST_CASE("a proto is the same only at the same line of the same source") {
  const auto heap_with = [](std::string_view source, std::int64_t line) {
    Heap heap;
    const Ref proto = heap.object("proto", {text("source", source), number("line", line)});
    heap.root("r", heap.object("function", {one("proto", proto)}));
    return heap;
  };
  CHECK(compare(heap_with("=a", 1), heap_with("=a", 1)) == Counts{0, 0});
  CHECK(compare(heap_with("=a", 1), heap_with("=a", 2)) == Counts{0, 1});
  CHECK(compare(heap_with("=a", 1), heap_with("=b", 1)) == Counts{0, 1});
}

TEST_CASE("a root that moved or changed its name is not verified, nor what it holds") {
  const auto heap_with = [](std::string_view root, std::uint64_t skipped) {
    Heap heap;
    for (; skipped > 0; --skipped) heap.object("buffer");
    const Ref value = heap.object("userdata");
    heap.root(root, heap.table({}, {value}));
    return heap;
  };
  CHECK(compare(heap_with("r", 0), heap_with("r", 0)) == Counts{0, 0});
  CHECK(compare(heap_with("r", 0), heap_with("other", 0)) == Counts{0, 2});
  CHECK(compare(heap_with("r", 0), heap_with("r", 1)).verified == 3);
}

TEST_CASE("a weak reference verifies nothing unless weak references are followed") {
  Heap heap;
  const Ref mode = heap.record({{"__mode", heap.string("v")}});
  const Ref value = heap.table({});
  heap.root("r", heap.table({{heap.string("key"), value}}, {}, mode));
  CHECK(compare(heap, heap) == Counts{0, 1});
  CHECK(compare(heap, heap, true) == Counts{0, 0});
}

TEST_CASE("growth counts what is new and by how much the kept grew, freed what is gone") {
  Heap old;
  old.size = 100;
  const Ref grows = old.object("buffer");
  const Ref shrinks = old.object("buffer");
  old.root("r", old.table({}, {grows, shrinks}));
  old.object("buffer");
  Heap heap;
  heap.size = 150;
  heap.object("buffer");
  heap.size = 60;
  heap.object("buffer");
  heap.size = 100;
  heap.root("r", heap.table({}, {grows, shrinks}));
  const Snapshot before = old.load();
  const Snapshot after = heap.load();
  const Matching matching = match_by_address(after, before);
  const Weights growth = weigh_growth(after, before, matching);
  CHECK(growth.cost(after, ObjectId{0}) == Cost{50, 1});
  CHECK(growth.growth(ObjectId{0}) == 50);
  CHECK_FALSE(growth.counts(ObjectId{1}));
  const Weights freed = weigh_freed(before, matching);
  CHECK_FALSE(freed.counts(ObjectId{0}));
  CHECK(freed.cost(before, ObjectId{3}) == Cost{100, 1});
}

TEST_CASE("protos and threads know their line") {
  Heap heap;
  const Ref proto = heap.object("proto", {text("source", "=a"), number("line", 7)});
  heap.table({});
  const Ref thread = heap.object("thread", {text("source", "=b"), number("line", 40)});
  heap.root("r", heap.table({}, {proto, thread}));
  const Snapshot snapshot = heap.load();
  CHECK(snapshot.place(ObjectId{0}).line == 7);
  CHECK(snapshot.place(ObjectId{1}).line == 0);
  CHECK(snapshot.place(ObjectId{2}).line == 40);
}
