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
    std::vector<Dump> dumps;
    for (const bool is_new : {false, true}) dumps.push_back({"s", heap_with(is_new).load()});
    Question question;
    question.sites = true;
    return analyze(question, dumps).findings->sites.at(0).place;
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
    std::vector<Dump> dumps;
    for (const bool is_new : {false, true}) dumps.push_back({"s", heap_with(is_new).load()});
    Question question;
    question.sites = true;
    return analyze(question, dumps).findings->sites.at(0).place;
  };
  CHECK(first_place("ext:deno_web/06_streams.js", 1) == "global.list[*]");
  CHECK(first_place("node:internal/streams", 1) == "global.list[*]");
  CHECK(first_place("/srv/node/app.js", 1) == "global.internal[*]");
  CHECK(first_place("node:events", 2) == "global.internal[*]");
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
  std::vector<Dump> dumps;
  dumps.push_back({"old", heap_with(10, 1001).load()});
  dumps.push_back({"new", heap_with(40, 1003).load()});
  Question question;
  question.sites = true;
  const Analysis analysis = analyze(question, dumps);
  const Site& site = analysis.findings->sites.at(0);
  CHECK(site.place == "global.cache");
  CHECK(site.what == "Session");
  CHECK(site.links == 1);
  CHECK(site.entries == 30);
  CHECK(site.pattern == "entries are added and none is removed");
  CHECK(contains(analysis.findings->verdict, "hangs from global.cache: 30 new Session objects hold "));
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
