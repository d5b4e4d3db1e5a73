// SPDX-License-Identifier: MIT
// The entries of Maps and Sets, and what `--why` says of them.
#include <algorithm>
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "runtimes/v8/kinds.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/v8_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A Map or Set that `global.cache` holds, and its table.
struct Collection {
  V8Heap heap;
  std::size_t global = 0;
  std::size_t table = 0;

  Collection(const std::string& name, std::uint64_t table_bytes) {
    global = heap.node("object", "global", 8);
    const std::size_t map = heap.node("object", name, 32);
    table = heap.node("array", "", table_bytes);
    heap.edge(0, "shortcut", "global", global).edge(global, "property", "cache", map);
    heap.edge(map, "internal", "table", table);
  }

  void put(std::size_t slot, std::size_t node) { heap.edge(table, "internal", std::to_string(slot), node); }

  Analysis ask(std::size_t node) const {
    Question question;
    question.report = true;
    question.why = "@" + std::to_string(node * 2 + 1);
    std::vector<Dump> dumps;
    dumps.push_back({"s", heap.load()});
    return analyze(question, dumps);
  }

  /// The path to a node as code.
  std::string code(std::size_t node) const {
    const Analysis analysis = ask(node);
    REQUIRE(analysis.report->why->answers.size() == 1);
    return analysis.report->why->answers.front().code;
  }
};

}  // namespace

TEST_CASE("the key of a value in a Map stands in its path") {
  // Tables of two and of four buckets, with slots of eight bytes and of four. Entries begin behind the
  // buckets.
  struct Size {
    std::uint64_t table_bytes;
    std::size_t first_slot;
  };
  for (const auto& [bytes, first] : {Size{152, 5}, Size{264, 7}, Size{76, 5}, Size{132, 7}}) {
    Collection map("Map", bytes);
    const std::size_t key = map.heap.node("string", "/user/\"17\"");
    const std::size_t value = map.heap.node("object", "Value", 100);
    const std::size_t payload = map.heap.node("object", "Payload", 1000);
    const std::size_t under_number = map.heap.node("object", "UnderNumber", 10000);
    const std::size_t object_key = map.heap.node("object", "Key");
    const std::size_t under_object = map.heap.node("object", "UnderObject");
    map.put(first, key);
    map.put(first + 1, value);
    map.put(first + 4, under_number);
    map.put(first + 6, object_key);
    map.put(first + 7, under_object);
    map.heap.edge(value, "property", "payload", payload);
    INFO(bytes);
    CHECK(map.code(payload) == R"(global.cache.get("/user/\"17\"").payload)");
    CHECK(map.code(under_number) == "global.cache → value of Map");
    CHECK(map.code(object_key) == "global.cache → key of Map");
    CHECK(map.code(under_object) == "global.cache → value of Map under key Key");
  }
}

TEST_CASE("keys are no names of nodes and places") {
  Collection map("Map", 152);
  for (const std::size_t slot : {std::size_t{5}, std::size_t{8}}) {
    map.put(slot, map.heap.node("string", "key " + std::to_string(slot), 0));
    map.put(slot + 1, map.heap.node("object", "Value", 1000));
  }
  const Analysis analysis = map.ask(map.table);
  CHECK(self_at(analysis.tree, "global/cache") == Cost{32 + 152 + 2000, 6});
  REQUIRE_FALSE(analysis.findings->sites.empty());
  for (const Site& site : analysis.findings->sites) {
    CHECK(site.place.find("get") == std::string::npos);
    CHECK(site.place.find(" of Map") == std::string::npos);
  }
}

TEST_CASE("a key that V8 keeps in parts is a text all the same") {
  Collection map("Map", 152);
  const std::size_t key = map.heap.node("concatenated string", "(concatenated string)");
  const std::size_t inner = map.heap.node("concatenated string", "(concatenated string)");
  const auto text = [&](const std::string& name) { return map.heap.node("string", name); };
  map.heap.edge(key, "internal", "first", inner).edge(key, "internal", "second", text("/profile"));
  map.heap.edge(inner, "internal", "first", text("/user/")).edge(inner, "internal", "second", text("17"));
  const std::size_t value = map.heap.node("object", "Value");
  map.put(5, key);
  map.put(6, value);
  CHECK(map.code(value) == R"(global.cache.get("/user/17/profile"))");
  // What refers to itself has no text that ends.
  map.heap.edge(inner, "internal", "first", key);
  CHECK(map.code(value) == "global.cache → value of Map under key concatenated string");
}

TEST_CASE("elements of Sets have no keys") {
  for (const std::uint64_t bytes : {120U, 60U}) {
    Collection set("Set", bytes);
    const std::size_t first = set.heap.node("string", "first");
    const std::size_t second = set.heap.node("object", "Second");
    set.put(5, first);
    set.put(7, second);
    CHECK(set.code(second) == "global.cache → element of Set");
  }
}

TEST_CASE("a table of another size has no entries that are known") {
  Collection map("Map", 160);
  const std::size_t key = map.heap.node("string", "key");
  const std::size_t value = map.heap.node("object", "Value");
  map.put(5, key);
  map.put(6, value);
  CHECK(map.code(value) == "global.cache");
}

TEST_CASE("a captured variable is named with the closure that the path comes from") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t listener = heap.node("closure", "onChange");
  const std::size_t context = heap.node("object", "system / Context");
  const std::size_t outer = heap.node("object", "system / Context");
  const std::size_t request = heap.node("object", "Request");
  const std::size_t response = heap.node("object", "Response");
  heap.edge(0, "shortcut", "global", global).edge(global, "property", "listener", listener);
  heap.edge(listener, "internal", "context", context).edge(context, "context", "req", request);
  heap.edge(context, "internal", "previous", outer).edge(outer, "context", "res", response);
  Question question;
  question.report = true;
  std::vector<Dump> dumps;
  dumps.push_back({"s", heap.load()});
  const auto code = [&](std::size_t node) {
    question.why = "@" + std::to_string(node * 2 + 1);
    return analyze(question, dumps).report->why->answers.front().code;
  };
  CHECK(code(request) == "global.listener → variable req in closure onChange");
  CHECK(code(response) == "global.listener → variable res");
}

TEST_CASE("arrays with nothing in them could be smaller") {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t map = heap.node("object shape", "system / Map");
  heap.edge(0, "shortcut", "global", global);
  const auto array = [&](const std::string& name, const std::string& class_name) {
    const std::size_t made = heap.node("object", class_name, 32);
    heap.edge(global, "property", name, made);
    heap.edge(made, "property", "__proto__", global).edge(made, "internal", "map", map);
    return made;
  };
  array("empty", "Array");
  array("other class", "Session");
  heap.edge(array("of numbers", "Array"), "internal", "elements",
            heap.node("array", "(object elements)", 40));
  heap.edge(array("with a property", "Array"), "property", "index", heap.node("object", "Index"));
  Question question;
  question.report = true;
  std::vector<Dump> dumps;
  dumps.push_back({"s", heap.load()});
  const std::vector<Saving> savings = analyze(question, dumps).report->savings;
  REQUIRE(savings.size() == 2);
  CHECK(savings[1].key == "empty_arrays");
  CHECK(savings[1].cost == Cost{32, 1});
}
