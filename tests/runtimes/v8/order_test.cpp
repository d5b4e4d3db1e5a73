// SPDX-License-Identifier: MIT
// The order in which a snapshot lists references has no say in where objects are placed.
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/v8_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A list that two properties of the global object lead to by as many references.
Dump list_under(const std::string& first, const std::string& second, std::size_t items) {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t one = heap.node("object", "Holder");
  const std::size_t other = heap.node("object", "Holder");
  const std::size_t list = heap.node("object", "Array");
  heap.edge(0, "shortcut", "global", global);
  heap.edge(global, "property", first, one).edge(global, "property", second, other);
  heap.edge(one, "property", "list", list).edge(other, "property", "list", list);
  for (std::size_t i = 0; i < items; ++i) heap.element(list, i, heap.node("object", "Item", 1000));
  return {"s", heap.load()};
}

std::vector<Dump> pair_under(const std::string& first, const std::string& second) {
  std::vector<Dump> dumps;
  dumps.push_back(list_under(first, second, 20));
  dumps.push_back(list_under(first, second, 40));
  return dumps;
}

}  // namespace

TEST_CASE("objects are placed alike in whatever order a snapshot lists properties") {
  const std::vector<std::string> names = {"a", "b",    "cache", "zeta",      "_events",
                                          "0", "Zone", "é",     "<symbol k>"};
  for (const std::string& one : names) {
    for (const std::string& other : names) {
      if (one == other) continue;
      INFO(one << " and " << other);
      Question question;
      question.sites = true;
      const Analysis analysis = analyze(question, pair_under(one, other));
      REQUIRE_FALSE(analysis.findings->sites.empty());
      // The pattern of the site leads to the node of its objects.
      const std::string& path = analysis.findings->sites.front().path;
      REQUIRE(path.ends_with("/**"));
      CHECK(self_at(analysis.tree, path.substr(0, path.size() - 3)) == Cost{20000, 20});
      CHECK(path == analyze(question, pair_under(other, one)).findings->sites.front().path);
    }
  }
}

TEST_CASE("a name that programs write is preferred to a symbol") {
  Question question;
  question.sites = true;
  for (const std::string name : {"exports", "list", "a"}) {
    const Analysis analysis = analyze(question, pair_under("<symbol node:module_export>", name));
    CHECK(analysis.findings->sites.front().place == "global." + name + ".list[*]");
  }
  const Analysis alone = analyze(question, pair_under("<symbol a>", "<symbol b>"));
  CHECK_THAT(alone.findings->sites.front().place, containing("global[\"<symbol "));
}

TEST_CASE("items keep the order of their array") {
  V8Heap heap;
  const std::size_t list = heap.node("object", "Array");
  for (std::size_t i = 0; i < 300; ++i) heap.element(list, i, heap.node("object", "Item"));
  const Snapshot snapshot = heap.load();
  std::size_t next = list + 1;
  for (const Edge edge : snapshot.edges(static_cast<ObjectId>(list))) CHECK(index(edge.target) == next++);
}
