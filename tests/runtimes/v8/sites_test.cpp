// SPDX-License-Identifier: MIT
// Sites of heap snapshots of V8: what is listed first, and how it is described.
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/text.h"
#include "support/v8_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Findings findings_of(const V8Heap& old, const V8Heap& heap) {
  std::vector<Dump> dumps;
  dumps.push_back({"old", old.load()});
  dumps.push_back({"new", heap.load()});
  Question question;
  question.sites = true;
  return *analyze(question, dumps).findings;
}

}  // namespace

TEST_CASE("what the engine holds is listed behind what the program holds, unless it is much more") {
  const auto first_place = [](std::uint64_t bytes_of_engine, std::string_view type) {
    const auto heap_with = [&](bool is_new) {
      V8Heap heap;
      const std::size_t gc_roots = heap.node("synthetic", "(GC roots)", 0);
      const std::size_t handles = heap.node("synthetic", "(Handle scope)", 0);
      const std::size_t global = heap.node("object", "global");
      const std::size_t list = heap.node("object", "Array");
      const std::size_t other = heap.node("object", "Other");
      heap.element(0, 1, gc_roots).element(gc_roots, 1, handles).edge(0, "shortcut", "global", global);
      heap.edge(global, "property", "list", list).edge(global, "property", "other", other);
      if (!is_new) return heap;
      heap.element(list, 0, heap.node("object", "Item", 1000));
      const bool is_code = type == "code";
      heap.element(is_code ? other : handles, 5, heap.node(type, "Thing", bytes_of_engine));
      return heap;
    };
    return findings_of(heap_with(false), heap_with(true)).sites.at(0).place;
  };
  CHECK(first_place(5000, "object") == "global.list[*]");
  CHECK(first_place(20000, "object") == "(Handle scope)[*]");
  CHECK(first_place(5000, "code") == "global.list[*]");
  CHECK(first_place(20000, "code") == "global.other[*]");
}

TEST_CASE("one function of the runtime's own code is listed behind what the program holds") {
  const auto first_place = [](std::string_view source, int functions) {
    const auto heap_with = [&](bool is_new) {
      V8Heap heap;
      const std::size_t global = heap.node("object", "global");
      const std::size_t list = heap.node("object", "Array");
      const std::size_t internal = heap.node("object", "Array");
      heap.edge(0, "shortcut", "global", global);
      heap.edge(global, "property", "list", list).edge(global, "property", "internal", internal);
      if (!is_new) return heap;
      heap.element(list, 0, heap.node("object", "Item", 1000));
      const std::size_t script = heap.node("code", source, 16);
      for (int i = 0; i < functions; ++i) {
        const std::size_t function = heap.node("closure", "lazy", 64);
        const std::size_t shared = heap.node("code", "lazy", 16);
        heap.element(internal, static_cast<std::size_t>(i), function);
        heap.edge(function, "internal", "shared", shared).edge(shared, "internal", "script", script);
        heap.location(function, script, 3);
        heap.edge(function, "property", "names", heap.node("string", "text of the function", 2000));
      }
      return heap;
    };
    return findings_of(heap_with(false), heap_with(true)).sites.at(0).place;
  };
  CHECK(first_place("ext:deno_web/06_streams.js", 1) == "global.list[*]");
  CHECK(first_place("node:internal/streams", 1) == "global.list[*]");
  CHECK(first_place("/srv/node/app.js", 1) == "global.internal[*]");
  CHECK(first_place("node:events", 2) == "global.internal[*]");
}

TEST_CASE("what is added to an object that moved hangs from that object") {
  const auto heap_with = [](bool is_new) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    const std::size_t state = heap.node("object", "State");
    const std::size_t queue = heap.node("object", "Array");
    const std::size_t timer = heap.node("object", is_new ? "Timeout" : "Interval");
    heap.edge(0, "shortcut", "global", global).edge(global, "property", is_new ? "next" : "last", timer);
    heap.edge(timer, "property", "state", state).edge(state, "property", "queue", queue);
    const std::size_t jobs = is_new ? 20 : 2;
    for (std::size_t i = 0; i < jobs; ++i) {
      heap.element(queue, i, heap.node("object", "Job", 100, (is_new ? 2001 : 1001) + 2 * i));
    }
    return heap;
  };
  const Findings findings = findings_of(heap_with(false), heap_with(true));
  const Site& site = findings.sites.at(0);
  CHECK(site.place == "global.next.state.queue[*]");
  CHECK(site.links == 20);
  CHECK(site.added.bytes == 2000);
  CHECK(site.freed.bytes == 200);
  CHECK(site.moved_in.is_nothing());
  CHECK(site.frees_bytes == 2000);
}

TEST_CASE("the new entries of a Map are told, though the array that holds them is new") {
  const auto heap_with = [](int entries, std::uint64_t table_id) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    const std::size_t map = heap.node("object", "Map");
    const std::size_t table = heap.node("array", "", 16, table_id);
    heap.edge(0, "shortcut", "global", global).edge(global, "property", "cache", map);
    heap.edge(map, "internal", "table", table);
    for (int i = 0; i < entries; ++i) {
      heap.edge(table, "internal", std::to_string(2 * i),
                heap.node("string", "key " + std::to_string(i), 24));
      heap.edge(table, "internal", std::to_string(2 * i + 1), heap.node("object", "Session", 40));
    }
    return heap;
  };
  const Findings findings = findings_of(heap_with(10, 1001), heap_with(40, 1003));
  const Site& site = findings.sites.at(0);
  CHECK(site.place == "global.cache");
  CHECK(site.what == "Session");
  CHECK(site.links == 1);
  CHECK(site.entries == 30);
  CHECK(site.pattern == "entries are added and none is removed");
  CHECK(contains(findings.verdict, "hangs from global.cache: 30 new Session objects hold "));
}

TEST_CASE("keys of a Map are no entries beside their values") {
  const auto heap_with = [](std::size_t entries, std::string_view value_type) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    const std::size_t map = heap.node("object", "Map");
    const std::size_t table = heap.node("array", "", (3 + 64 + 64 * 2 * 3 + 2) * 8, 1001);
    heap.edge(0, "shortcut", "global", global).edge(global, "property", "cache", map);
    heap.edge(map, "internal", "table", table);
    for (std::size_t i = 0; i < entries; ++i) {
      const std::size_t slot = 3 + 64 + 3 * i;
      heap.edge(table, "internal", std::to_string(slot), heap.node("object", "Key", 24, 2001 + 4 * i));
      const std::size_t value = heap.node(value_type, "Value", 40, 2003 + 4 * i);
      heap.edge(table, "internal", std::to_string(slot + 1), value);
    }
    return heap;
  };
  for (const char* const type : {"object", "string"}) {
    const Findings findings = findings_of(heap_with(10, type), heap_with(40, type));
    const Site& site = findings.sites.at(0);
    CHECK(site.place == "global.cache");
    CHECK(contains(site.what, type == std::string_view("string") ? "string" : "Value"));
    CHECK(site.links == 30);
    CHECK(site.pattern == "entries are added and none is removed");
  }
}

TEST_CASE("a collection of numbers grew in place, though its array is another one") {
  const auto heap_with = [](std::uint64_t bytes, std::uint64_t table_id) {
    V8Heap heap;
    const std::size_t global = heap.node("object", "global");
    const std::size_t map = heap.node("object", "Map");
    heap.edge(0, "shortcut", "global", global).edge(global, "property", "hits", map);
    heap.edge(map, "internal", "table", heap.node("array", "", bytes, table_id));
    return heap;
  };
  const Findings findings = findings_of(heap_with(1000, 1001), heap_with(9000, 1003));
  CHECK(
      findings.verdict ==
      "All of the growth is in global.hits: a Map grew in place by 7.8 KB. It holds numbers, which dumps do "
      "not show, or has room to spare.");
}

TEST_CASE("several places below a property of the global object or a variable are one leak") {
  const auto heap_with = [](bool is_new, bool is_variable) {
    V8Heap heap;
    const std::size_t gc_roots = heap.node("synthetic", "(GC roots)", 0);
    const std::size_t stack = heap.node("synthetic", "(Stack roots)", 0);
    const std::size_t global = heap.node("object", "global");
    const std::size_t rooms = heap.node("object", "Object");
    heap.element(0, 1, gc_roots).element(gc_roots, 1, stack).edge(0, "shortcut", "global", global);
    heap.edge(is_variable ? stack : global, is_variable ? "context" : "property", "rooms", rooms);
    std::vector<std::size_t> all;
    for (const char* const name : {"red", "green", "blue"}) {
      all.push_back(heap.node("object", name));
      heap.edge(rooms, "property", name, all.back());
    }
    for (const std::size_t room : all) {
      for (std::size_t i = 0; is_new && i < 20; ++i)
        heap.element(room, i, heap.node("object", "Member", 100));
    }
    return heap;
  };
  for (const bool is_variable : {false, true}) {
    const std::string place = is_variable ? "(Stack roots) → variable rooms" : "global.rooms";
    CHECK(contains(findings_of(heap_with(false, is_variable), heap_with(true, is_variable)).verdict,
                   "All of the growth hangs below " + place + ", at 3 places; most of it, 33.3%, from "));
  }
}

TEST_CASE("what a page holds is not named by the global object of a frame that was removed") {
  const auto heap_with = [](bool is_new) {
    V8Heap heap;
    const std::size_t page = heap.node("object", "Window / http://app.test");
    const std::size_t frames = heap.node("object", "Array");
    heap.edge(0, "shortcut", "", page).edge(page, "property", "frames", frames);
    if (!is_new) return heap;
    const std::size_t frame = heap.node("object", "Window");
    heap.edge(0, "shortcut", "", frame).element(frames, 0, frame);
    heap.edge(frame, "property", "data", heap.node("object", "Data", 5000));
    return heap;
  };
  CHECK(findings_of(heap_with(false), heap_with(true)).sites.at(0).place == "http://app.test.frames[*]");
}

TEST_CASE("objects of the embedder are named by what they are, not by numbers") {
  const auto heap_with = [](std::size_t listeners, std::uint64_t backing_id) {
    V8Heap heap;
    const std::size_t page = heap.node("object", "Window / http://app.test");
    const std::size_t data = heap.node("native", "blink::EventTargetData");
    const std::size_t native = heap.node("native", "Window");
    const std::size_t backing = heap.node("native", "blink::HeapVectorBacking<T>", 64, backing_id);
    heap.edge(0, "shortcut", "", page).edge(page, "property", "native", native);
    heap.element(native, 7, data).element(data, 3, backing);
    for (std::size_t i = 0; i < listeners; ++i) {
      heap.element(backing, i + 1, heap.node("native", "blink::RegisteredEventListener", 100, 2001 + 2 * i));
    }
    return heap;
  };
  const Findings findings = findings_of(heap_with(5, 1001), heap_with(45, 1003));
  const Site& site = findings.sites.at(0);
  CHECK(site.place == "http://app.test.native → EventTargetData");
  CHECK(site.what == "blink::RegisteredEventListener");
  CHECK(site.entries == 40);
  CHECK(site.pattern == "entries are added and none is removed");
}

TEST_CASE("growth of the runtime itself is told apart") {
  const auto heap_with = [](bool is_new) {
    V8Heap heap;
    const std::size_t gc_roots = heap.node("synthetic", "(GC roots)", 0);
    const std::size_t strings = heap.node("synthetic", "(External strings)", 0);
    const std::size_t global = heap.node("object", "global");
    const std::size_t list = heap.node("object", "Array");
    heap.element(0, 1, gc_roots).element(gc_roots, 1, strings).edge(0, "shortcut", "global", global);
    heap.edge(global, "property", "list", list);
    if (!is_new) return heap;
    heap.element(list, 0, heap.node("object", "Item", 500));
    heap.element(strings, 0, heap.node("string", "'use strict';", 9500));
    return heap;
  };
  CHECK(findings_of(heap_with(false), heap_with(true)).verdict ==
        "Most of the growth, 95.0%, belongs to the runtime, as while a program warms up: make the first dump "
        "later. Of the rest, most hangs from global.list: 1 new Item holds 500 B.");
}

TEST_CASE("the leaks of a real program of Node are its sites") {
  std::vector<Dump> dumps;
  dumps.push_back(real_snapshot("weak.1"));
  dumps.push_back(real_snapshot("weak.2"));
  Question question;
  question.report = true;
  question.sites = true;
  const Analysis analysis = analyze(question, dumps);
  const std::vector<Site>& sites = analysis.findings->sites;
  REQUIRE(sites.size() > 3);
  CHECK(sites[0].place == "global.weak.live[*]");
  CHECK(sites[0].path == "global/weak/live/**");  // items sit on the node of their array
  CHECK(sites[0].what == "Node2");
  CHECK(sites[0].links == 1000);
  CHECK(sites[1].place == "global.weak.registry");
  CHECK(sites[2].place == "global.weak.refs");
  // Values of the WeakMap sit under their keys.
  CHECK(analysis.findings->verdict.find("global.weak.live") != std::string::npos);
  std::uint64_t extras = 0;
  const Snapshot& snapshot = dumps.back().snapshot;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    if (snapshot.text(snapshot.class_name(static_cast<ObjectId>(i))) == "Extra") ++extras;
  }
  CHECK(self_at(analysis.tree, "global/weak/live/{value in WeakMap}")->objects >= 1000);
  CHECK(extras == 1100);
}
