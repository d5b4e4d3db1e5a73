// SPDX-License-Identifier: MIT
// The rules of V8: roots, names, what keeps what alive, whose bytes are whose, and identity.
#include <algorithm>
#include <string>
#include <vector>

#include "graph/dominators.h"
#include "graph/match_by_number.h"
#include "graph/retained.h"
#include "heap/vocabulary.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "runtimes/v8/kinds.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/text.h"
#include "support/v8_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Tree tree_of_heap(const V8Heap& heap) {
  std::vector<Dump> dumps;
  dumps.push_back({"s", heap.load()});
  return analyze(Question(), dumps).tree;
}

/// The edge of a node to another one; there must be one.
Edge edge_between(const Snapshot& snapshot, std::size_t from, std::size_t to) {
  for (const Edge edge : snapshot.edges(static_cast<ObjectId>(from))) {
    if (index(edge.target) == to) return edge;
  }
  FAIL("no edge leads from " << from << " to " << to);
  return {};
}

}  // namespace

TEST_CASE("what a program holds is walked first, then each root of the engine") {
  V8Heap heap;
  const std::size_t gc_roots = heap.node("synthetic", "(GC roots)", 0);
  const std::size_t strings = heap.node("synthetic", "(Internalized strings)", 0);
  const std::size_t handles = heap.node("synthetic", "(Handle scope)", 0);
  const std::size_t global = heap.node("object", "global", 8);
  const std::size_t far = heap.node("object", "Far", 100);
  const std::size_t both = heap.node("object", "Both", 1000);
  const std::size_t handled = heap.node("object", "Handled", 10000);
  const std::size_t weak = heap.node("object", "Weak", 100000);
  heap.element(0, 1, gc_roots).edge(0, "shortcut", "global", global);
  heap.element(gc_roots, 1, strings).element(gc_roots, 2, handles);
  heap.element(strings, 1, both).element(strings, 2, handled).element(handles, 1, handled);
  heap.edge(global, "property", "far", far).edge(far, "property", "both", both).edge(far, "weak", "0", weak);
  const Tree tree = tree_of_heap(heap);
  CHECK(self_at(tree, "global") == Cost{8, 1});
  CHECK(self_at(tree, "global/far/both") == Cost{1000, 1});
  CHECK(self_at(tree, "(Handle scope)") == Cost{10000, 2});
  CHECK(self_at(tree, "(no strong reference)") == Cost{100000, 1});
  CHECK(tree.root().total == Cost{111108, 9});
}

TEST_CASE("without roots of a program its contexts are where it begins") {
  V8Heap heap;
  const std::size_t gc_roots = heap.node("synthetic", "(GC roots)", 0);
  const std::size_t handles = heap.node("synthetic", "(Global handles)", 0);
  const std::size_t context = heap.node("hidden", "system / NativeContext");
  const std::size_t page = heap.node("hidden", "system / NativeContext / about:blank");
  const std::size_t global = heap.node("object", "Object");
  const std::size_t kept = heap.node("object", "Kept", 100);
  heap.element(0, 1, gc_roots)
      .element(gc_roots, 1, handles)
      .element(handles, 1, context)
      .element(handles, 2, page);
  heap.edge(context, "internal", "global_object", global).edge(global, "property", "kept", kept);
  const Tree tree = tree_of_heap(heap);
  CHECK(self_at(tree, "global") == Cost{32, 2});
  CHECK(self_at(tree, "global/kept") == Cost{100, 1});
  CHECK(self_at(tree, "about:blank") == Cost{16, 1});
}

TEST_CASE("names of edges") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t list = heap.node("object", "Array");
  const std::size_t item = heap.node("object", "Item", 100);
  const std::size_t map = heap.node("object shape", "system / Map", 1000);
  const std::size_t slot = heap.node("array", "", 10000);
  const std::size_t cell = heap.node("code", "system / Cell", 100000);
  heap.edge(0, "shortcut", "global", global).edge(global, "property", "list", list).element(list, 3, item);
  heap.edge(list, "internal", "map", map)
      .edge(list, "internal", "12", slot)
      .edge(list, "internal", "cell", cell);
  const Snapshot snapshot = heap.load();
  const Tree tree = tree_of_heap(heap);
  CHECK(self_at(tree, "global/list") == Cost{16 + 100 + 1000 + 10000, 4});
  CHECK(self_at(tree, "global/list/{cell}") == Cost{100000, 1});
  const Edge edge = edge_between(snapshot, list, item);
  CHECK(edge.kind == v8::edges::element);
  CHECK(snapshot.text(edge.name) == "3");
  const auto code = [&](std::size_t from, std::size_t to) {
    const Edge step = edge_between(snapshot, from, to);
    return snapshot.vocabulary()
        ->step_in_code(snapshot, {static_cast<ObjectId>(from), step.name, step.kind, false})
        .text;
  };
  CHECK(code(global, list) == ".list");
  CHECK(code(list, item) == "[3]");
  CHECK(code(list, cell) == "{cell} of Array");
  CHECK(code(list, map) == "map");
}

TEST_CASE("a value in a WeakMap is kept by its key") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t table = heap.node("array", "system / WeakTable", 0);
  const std::size_t key = heap.node("object", "Key");
  const std::size_t value = heap.node("object", "Value", 100);
  const std::string pair = " / part of key (Key @" + std::to_string(key * 2 + 1) + ") -> value (Value @" +
                           std::to_string(value * 2 + 1) + ") pair in WeakMap (table @" +
                           std::to_string(table * 2 + 1) + ")";
  heap.edge(0, "shortcut", "global", global).edge(global, "property", "map", table);
  heap.edge(global, "property", "key", key);
  heap.edge(table, "internal", "3" + pair, value).edge(key, "internal", "7" + pair, value);
  const Snapshot snapshot = heap.load();
  CHECK(edge_between(snapshot, table, value).weak);
  CHECK_FALSE(edge_between(snapshot, key, value).weak);
  const Dominators dominators = find_dominators(snapshot, false);
  CHECK(dominators.immediate[value] == static_cast<ObjectId>(key));
  CHECK(self_at(tree_of_heap(heap), "global/key/{value in WeakMap}") == Cost{100, 1});
}

TEST_CASE("bytes of arrays belong to the only object that holds them") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global", 1);
  const std::size_t one = heap.node("object", "One", 10);
  const std::size_t other = heap.node("object", "Other", 20);
  const std::size_t own = heap.node("array", "", 100);
  const std::size_t below = heap.node("hidden", "", 1000);
  const std::size_t shared = heap.node("array", "", 10000);
  heap.edge(0, "shortcut", "global", global);
  heap.edge(global, "property", "one", one).edge(global, "property", "other", other);
  heap.edge(one, "internal", "elements", own).edge(own, "internal", "0", below);
  heap.edge(one, "internal", "shared", shared).edge(other, "internal", "shared", shared);
  const Snapshot snapshot = heap.load();
  CHECK(snapshot.size(static_cast<ObjectId>(one)) == 1110);
  CHECK(snapshot.size(static_cast<ObjectId>(own)) == 0);
  CHECK(snapshot.size(static_cast<ObjectId>(below)) == 0);
  CHECK(snapshot.size(static_cast<ObjectId>(other)) == 20);
  CHECK(snapshot.size(static_cast<ObjectId>(shared)) == 10000);
}

TEST_CASE("an array of the engine does not hold besides its object") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t list = heap.node("object", "Array");
  const std::size_t store = heap.node("array", "(object elements)");
  const std::size_t item = heap.node("object", "Item");
  const std::size_t hidden = heap.node("object", "Hidden");
  heap.edge(0, "shortcut", "global", global).edge(global, "property", "list", list);
  heap.element(list, 0, item).edge(list, "internal", "elements", store);
  heap.element(store, 0, item, "hidden").element(store, 1, hidden, "hidden");
  const Snapshot snapshot = heap.load();
  CHECK(edge_between(snapshot, store, item).weak);
  CHECK_FALSE(edge_between(snapshot, store, hidden).weak);

  heap.edge(global, "property", "store", store);  // now the program can get at the items in another way
  CHECK_FALSE(edge_between(heap.load(), store, item).weak);
}

TEST_CASE("globals keep their names, although many are getters of the engine") {
  const auto heap_with = [](std::size_t items) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    const std::size_t script = heap.node("code", "node:internal");
    heap.edge(0, "shortcut", "global", global);
    for (int i = 0; i < 40; ++i) {
      const std::size_t getter = heap.node("closure", "get");
      heap.edge(global, "property", "get Thing" + std::string(1, static_cast<char>('A' + i)), getter);
      heap.location(getter, script, 7);
    }
    std::size_t last = 0;
    for (int i = 0; i < 60; ++i) {
      const std::string name = "function" + std::string(1, static_cast<char>('A' + i));
      last = heap.node("closure", name);
      heap.edge(global, "property", name, last);
    }
    const std::size_t context = heap.node("object", "system / Context");
    const std::size_t list = heap.node("object", "Array");
    heap.edge(last, "internal", "context", context).edge(context, "context", "list", list);
    for (std::size_t i = 0; i < items; ++i) heap.element(list, i, heap.node("object", "Item", 1000));
    return heap;
  };
  std::vector<Dump> dumps;
  for (const std::size_t items : {std::size_t{1}, std::size_t{50}})
    dumps.push_back({std::to_string(items), heap_with(items).load()});
  Question question;
  question.sites = true;
  const Analysis analysis = analyze(question, dumps);
  REQUIRE_FALSE(analysis.findings->sites.empty());
  CHECK(analysis.findings->sites[0].place == "global[\"function|\"] → variable list → [*]");
}

TEST_CASE("objects that their document no longer has are told") {
  bool has_document = true;
  const auto heap_with = [&](int detached) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    heap.edge(0, "shortcut", "global", global);
    const int attached = has_document ? 1 : 0;
    heap.edge(global, "property", "shown", heap.node("native", "HTMLDivElement", 100, 0, attached));
    for (int i = 0; i < detached; ++i) {
      heap.element(global, 0, heap.node("native", "Detached HTMLDivElement", 1000, 0, 2));
    }
    return heap;
  };
  const auto notice_of = [](std::vector<Dump> dumps) {
    for (const Notice& notice : analyze(Question(), dumps).notices) {
      if (notice.kind == Notice::Kind::detached) return notice.text;
    }
    return std::string("none");
  };
  const auto dumps_of = [&](std::vector<int> counts) {
    std::vector<Dump> dumps;
    for (const int count : counts) dumps.push_back({std::to_string(count), heap_with(count).load()});
    return dumps;
  };
  CHECK(notice_of(dumps_of({0})) == "none");
  CHECK(notice_of(dumps_of({1})) == "1: 1 DOM node is alive, but in no document (1000 B): --by detachedness");
  CHECK(notice_of(dumps_of({1, 3})) ==
        "3: 3 DOM nodes are alive, but in no document (2.9 KB), 2 of them new: --by "
        "detachedness");
  has_document = false;
  CHECK(notice_of(dumps_of({3})) == "none");
}

TEST_CASE("what an object of the embedder refers to is named by its class, or as anonymous") {
  V8Heap heap;
  const std::size_t native = heap.node("native", "V8EventListener");
  heap.edge(0, "shortcut", "", native);
  heap.element(native, 1, heap.node("closure", ""));
  heap.element(native, 2, heap.node("native", "<li class=\"new\">"));
  heap.element(native, 3, heap.node("native", "blink::Member<blink::Node>"));
  const Snapshot snapshot = heap.load();
  std::vector<std::string> names;
  for (const Edge edge : snapshot.edges(static_cast<ObjectId>(native))) {
    names.emplace_back(snapshot.text(edge.name));
  }
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"<li>", "Member", "anonymous"});
}

TEST_CASE("functions have the place that the snapshot gives") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t script = heap.node("code", "system / Script / x");
  const std::size_t name = heap.node("string", "file:///app/server.js");
  const std::size_t function = heap.node("closure", "onChange");
  heap.edge(0, "shortcut", "global", global).edge(global, "property", "f", function);
  heap.edge(function, "internal", "script", script).edge(script, "internal", "name", name);
  heap.location(function, script, 13);
  const Snapshot snapshot = heap.load();
  const Place place = snapshot.place(static_cast<ObjectId>(function));
  CHECK(snapshot.text(place.source) == "file:///app/server.js");
  CHECK(place.line == 14);
  CHECK(snapshot.vocabulary()->shown_source(snapshot.text(place.source)) == "server.js");
}

TEST_CASE("objects are the same by number, type and name, those of the embedder by their look") {
  const auto heap_with = [](std::string_view class_name, std::uint64_t first_of_embedder) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    heap.edge(0, "shortcut", "global", global);
    for (int i = 0; i < 20; ++i) heap.element(global, 0, heap.node("object", "Kept"));
    heap.element(global, 1, heap.node("object", class_name, 16, 4001));
    for (std::uint64_t i = 0; i < 3; ++i) {
      heap.element(global, 2, heap.node("native", "Wrapper", 24, first_of_embedder + 2 * i));
    }
    return heap;
  };
  const Snapshot old = heap_with("A", 100000).load();
  const Snapshot snapshot = heap_with("B", 200000).load();
  const Matching matching = match_by_number(snapshot, old);
  for (std::size_t i = 0; i < 22; ++i) CHECK(matching.old_of[i] == static_cast<ObjectId>(i));
  CHECK(matching.old_of[22] == ObjectId::none);  // another class at a number that was used again
  for (std::size_t i = 23; i < 26; ++i) CHECK(matching.old_of[i] == static_cast<ObjectId>(i));
}

TEST_CASE("an engine that gives new ids each time is refused, but compared by path") {
  std::vector<Dump> dumps;
  dumps.push_back(real_snapshot("bun.timers.1"));
  dumps.push_back(real_snapshot("bun.timers.2"));
  CHECK_THROWS_WITH(analyze(Question(), dumps),
                    containing("gives new ids each time") && containing("--match path"));
  Question by_address;
  by_address.identity = Identity::address;
  std::vector<Dump> of_node;
  of_node.push_back(real_snapshot("weak.1"));
  of_node.push_back(real_snapshot("weak.2"));
  CHECK_THROWS_WITH(analyze(by_address, of_node), containing("leave --identity out"));
  of_node.push_back(real_snapshot("weak.2"));
  CHECK_THROWS_WITH(analyze(by_address, of_node), containing("leave --identity out"));
  Question compatible;
  compatible.compatible = true;
  CHECK_THROWS_WITH(analyze(compatible, of_node), containing("leave --compatible out"));
  of_node.pop_back();
  of_node.pop_back();
  CHECK_THROWS_WITH(analyze(compatible, of_node), containing("leave --compatible out"));
  Question by_path;
  by_path.match = MatchBy::path;
  CHECK(analyze(by_path, dumps).tree.nodes.size() > 10);
}
