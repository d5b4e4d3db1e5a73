// SPDX-License-Identifier: MIT
// Weak references of a weak table, as Luau's collector treats them.
#include <set>

#include "runtimes/luau/kinds.h"
#include "support/catch.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Kinds of the weak edges of a table that has an edge of every kind, and whose metatable has this mode.
std::multiset<EdgeKind> weak_kinds(const std::function<Ref(Heap&)>& make_mode) {
  Heap heap;
  const Ref mode = make_mode(heap);
  const Ref metatable = heap.table({{heap.string("__mode"), mode}});
  const Ref object = heap.table({});
  const Ref text = heap.string("text");
  const Ref table =
      heap.table({{text, object}, {text, text}, {object, object}, {object, text}, {nil, object}},
                 {object, text}, metatable);
  const Snapshot snapshot = heap.root("mainthread", table).load();
  std::multiset<EdgeKind> kinds;
  for (const Edge edge : snapshot.edges(snapshot.find(table.address))) {
    if (edge.weak) kinds.insert(edge.kind);
  }
  return kinds;
}

std::multiset<EdgeKind> weak_kinds(std::string_view mode) {
  return weak_kinds([&](Heap& heap) { return heap.string(mode); });
}

const std::multiset<EdgeKind> keys = {luau::edges::table_key, luau::edges::table_key};
const std::multiset<EdgeKind> values = {luau::edges::table_field, luau::edges::table_value,
                                        luau::edges::table_value, luau::edges::array_item};

std::multiset<EdgeKind> both() {
  std::multiset<EdgeKind> all = keys;
  all.insert(values.begin(), values.end());
  return all;
}

}  // namespace

TEST_CASE("weak keys: keys that are no strings") {
  CHECK(weak_kinds("k") == keys);
  CHECK(weak_kinds("ks") == keys);
}

TEST_CASE("weak values: values and the array part, but for strings") {
  CHECK(weak_kinds("v") == values);
}

TEST_CASE("both are weak in any order of the letters") {
  CHECK(weak_kinds("kv") == both());
  CHECK(weak_kinds("vk") == both());
}

TEST_CASE("a mode without k and v, or that is no string, makes nothing weak") {
  CHECK(weak_kinds("").empty());
  CHECK(weak_kinds("x").empty());
  CHECK(weak_kinds([](Heap&) { return nil; }).empty());
  CHECK(weak_kinds([](Heap& heap) { return heap.table({}); }).empty());
}

TEST_CASE("the first __mode decides") {
  Heap heap;
  const Ref mode = heap.string("__mode");
  const Ref metatable = heap.table({{mode, heap.string("s")}, {mode, heap.string("v")}});
  const Ref table = heap.table({}, {heap.table({})}, metatable);
  const Snapshot snapshot = heap.root("mainthread", table).load();
  for (const Edge edge : snapshot.edges(snapshot.find(table.address))) CHECK_FALSE(edge.weak);
}
