// SPDX-License-Identifier: MIT
// All trees of an answer, with the objects on their nodes and what keeps these alive.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/exploration.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/exploration.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/fold_tree.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Exploration explored(const std::vector<Dump>& dumps, Question question = {}) {
  question.report = question.sites = question.folds = question.explores = true;
  const Analysis analysis = analyze(question, dumps);
  REQUIRE(analysis.exploration != nullptr);
  CHECK(exploration_fault(*analysis.exploration) == "");
  const ExploredTree& first = analysis.exploration->trees.front();
  CHECK(first.folded->tree.root().total == analysis.tree.root().total);
  return *analysis.exploration;
}

std::string name_of(const ExploredTree& tree) {
  return std::string(heapgraph::name_of(tree.shown)) + " " + std::string(heapgraph::name_of(tree.kind)) +
         (tree.is_split ? " split" : "");
}

std::vector<std::string> names_of(const Exploration& exploration) {
  std::vector<std::string> names;
  for (const ExploredTree& tree : exploration.trees) names.push_back(name_of(tree));
  return names;
}

const ExploredTree& tree_named(const Exploration& exploration, std::string_view name) {
  for (const ExploredTree& tree : exploration.trees) {
    if (name_of(tree) == name) return tree;
  }
  FAIL("there is no tree " << name);
  return exploration.trees.front();
}

/// Objects listed at the first node of a name.
std::vector<ExploredObject> objects_at(const Exploration& exploration, std::string_view tree_name,
                                       std::string_view node_name) {
  const ExploredTree& tree = tree_named(exploration, tree_name);
  const ExploredHeap& heap = tree.shown == Explored::freed ? exploration.old_heap : exploration.heap;
  const FoldedNodes& nodes = tree.folded->tree;
  for (std::size_t i = 0; i < nodes.nodes.size(); ++i) {
    if (nodes.name(static_cast<FoldedId>(i)) != node_name) continue;
    std::vector<ExploredObject> objects;
    for (std::size_t at = i == 0 ? 0 : tree.objects_end[i - 1]; at < tree.objects_end[i]; ++at) {
      objects.push_back(heap.objects[tree.objects[at]]);
    }
    return objects;
  }
  FAIL("there is no node " << node_name);
  return {};
}

std::string path_to(const ExploredHeap& heap, const ExploredObject& object) {
  std::string path;
  for (std::uint32_t at = object.link; at != ExploredLink::none; at = heap.links[at].parent) {
    const ExploredLink& link = heap.links[at];
    path = (link.left_out != 0 ? " …" + std::to_string(link.left_out) + "… " : " ") + link.edge + path;
  }
  return path;
}

/// A cache that holds strings of rising size, which a list holds too.
Snapshot heap_with_cache(int strings) {
  Heap heap;
  std::vector<Ref> texts;
  texts.reserve(static_cast<std::size_t>(strings));
  for (int i = 0; i < strings; ++i) {
    heap.size = 100 + i;
    texts.push_back(heap.string("text " + std::to_string(i)));
  }
  for (int i = strings; i < 100; ++i) heap.skip();
  heap.size = 10;
  const Ref cache = heap.table({}, texts);
  const Ref list = heap.table({}, texts);
  const Ref registry = heap.record({{"cache", cache}, {"list", list}});
  return heap.root("registry", registry).load();
}

}  // namespace

TEST_CASE("an exploration has the trees that the dumps have, first the one that is asked for") {
  const auto dumps = [] { return dumps_of(heap_with_cache(2), heap_with_cache(3)); };
  const std::vector<std::string> all = {"growth paths", "growth dominators", "live paths",  "live dominators",
                                        "freed paths",  "freed dominators",  "change paths"};
  CHECK(names_of(explored(dumps())) == all);
  CHECK(names_of(explored(dumps_of(heap_with_cache(2)))) ==
        std::vector<std::string>{"live paths", "live dominators"});
  Question question;
  question.measure = Measure::freed;
  question.tree = TreeKind::dominators;
  CHECK(names_of(explored(dumps(), question)).front() == "freed dominators");
  question.measure = Measure::live;
  CHECK(names_of(explored(dumps(), question)).front() == "live dominators");
  CHECK(names_of(explored(dumps(), question)).size() == all.size());
  Question by_path;
  by_path.match = MatchBy::path;
  CHECK(names_of(explored(dumps(), by_path)) ==
        std::vector<std::string>{"change paths", "live paths", "live dominators"});
}

TEST_CASE("an exploration of a series has what stays, and what was freed if that is asked for") {
  const auto dumps = [] { return dumps_of(heap_with_cache(2), heap_with_cache(3), heap_with_cache(4)); };
  const Exploration stays = explored(dumps());
  CHECK(names_of(stays) ==
        std::vector<std::string>{"growth paths", "growth dominators", "live paths", "live dominators"});
  CHECK(tree_named(stays, "growth paths").columns.find("series3") != std::string::npos);
  CHECK(tree_named(stays, "growth dominators").columns.find("series") == std::string::npos);
  Question freed;
  freed.measure = Measure::freed;
  CHECK(names_of(explored(dumps(), freed)).front() == "freed paths");
}

TEST_CASE("heaps with several memory categories have split trees too") {
  const auto load = [] {
    Heap heap;
    heap.category = 3;
    const Ref text = heap.string("text");
    heap.category = 0;
    const Ref registry = heap.record({{"a", text}});
    return heap.root("registry", registry).load();
  };
  CHECK(names_of(explored(dumps_of(load()))) == std::vector<std::string>{"live paths", "live paths split",
                                                                         "live dominators",
                                                                         "live dominators split"});
  Question split;
  split.split = Split::all;
  CHECK(names_of(explored(dumps_of(load()), split)).front() == "live paths split");
}

TEST_CASE("the largest objects of a node are listed, with their paths and their referrers") {
  const Exploration exploration = explored(dumps_of(heap_with_cache(60)));
  const std::vector<ExploredObject> objects = objects_at(exploration, "live paths", "cache");
  const ExplorationLimits limits;
  REQUIRE(objects.size() == limits.objects_of_node);
  const ExploredHeap& heap = exploration.heap;
  CHECK(heap.links[objects[0].link].object.bytes == 159);
  CHECK(heap.links[objects[49].link].object.bytes == 110);
  CHECK(path_to(heap, objects[0]) == " registry .cache [?]");
  CHECK(objects[0].holder_count == 2);
  REQUIRE(objects[0].holders.size() == 1);
  CHECK(objects[0].holders[0].edge == "[?]");
  CHECK(objects[0].holders[0].object.type == "table");
  // The root object retains all.
  REQUIRE(!exploration.retaining_most.empty());
  const ExploredObject& most = heap.objects[exploration.retaining_most[0].object];
  CHECK(heap.links[most.link].edge == "registry");
  CHECK(heap.links[most.link].object.retained_bytes ==
        tree_named(exploration, "live paths").folded->tree.root().total.bytes);
}

TEST_CASE("a node with little has its largest object listed before others have all of theirs") {
  // Nodes of one small object each, beside those of many large ones.
  Heap heap;
  std::vector<std::pair<std::string, Ref>> fields;
  const std::size_t most = ExplorationLimits{}.objects_of_tree / ExplorationLimits{}.objects_of_node;
  for (std::size_t i = 0; i < most + 10; ++i) {
    std::vector<Ref> items;
    for (int item = 0; item < 60; ++item) items.push_back(heap.object("buffer"));
    fields.emplace_back("large" + std::to_string(i), heap.table({}, items));
  }
  heap.size = 10;
  fields.emplace_back("small", heap.object("buffer"));
  const Ref registry = heap.record(fields);
  Question question;
  question.fold = Fold::nothing;
  const Exploration exploration = explored(dumps_of(heap.root("registry", registry).load()), question);
  CHECK(tree_named(exploration, "live paths").objects.size() == ExplorationLimits{}.objects_of_tree);
  CHECK(objects_at(exploration, "live paths", "small").size() == 1);
  CHECK(objects_at(exploration, "live paths", "large0").size() == ExplorationLimits{}.objects_of_node);
}

TEST_CASE("new objects are marked, and freed ones are of the first dump") {
  const Exploration grown = explored(dumps_of(heap_with_cache(1), heap_with_cache(3)));
  const std::vector<ExploredObject> objects = objects_at(grown, "growth paths", "cache");
  REQUIRE(objects.size() == 2);
  for (const ExploredObject& object : objects) CHECK(grown.heap.links[object.link].object.is_new);
  CHECK(objects_at(grown, "live paths", "cache").size() == 4);  // the table, too
  const Exploration freed = explored(dumps_of(heap_with_cache(3), heap_with_cache(1)));
  CHECK(objects_at(freed, "freed paths", "cache").size() == 2);
  CHECK(path_to(freed.old_heap, objects_at(freed, "freed paths", "cache")[0]) == " registry .cache [?]");
}

TEST_CASE("a long path is listed with a gap, and what no root reaches without a path") {
  const auto load = [](bool has_list) {
    Heap heap;
    const std::size_t links = 1000;
    const Ref garbage = heap.object("buffer");
    Ref list = heap.string("last");
    for (std::size_t i = 0; i < links && has_list; ++i) list = heap.record({{"next", list}});
    const Ref unreached = heap.table({}, {garbage});
    CHECK(unreached.address != 0);
    return heap.root("registry", has_list ? list : garbage).load();
  };
  const Exploration exploration = explored(dumps_of(load(false), load(true)));
  const ExploredHeap& heap = exploration.heap;
  std::uint64_t most_left_out = 0;
  std::size_t unreached = 0;
  for (const ExploredObject& object : heap.objects) {
    if (!heap.links[object.link].is_reached) ++unreached;
    std::uint64_t links = 0;
    std::uint64_t left_out = 0;
    for (std::uint32_t at = object.link; at != ExploredLink::none; at = heap.links[at].parent) {
      ++links;
      left_out += heap.links[at].left_out;
    }
    most_left_out = std::max(most_left_out, left_out);
  }
  CHECK(most_left_out > 800);
  CHECK(heap.links.size() < 400);
  CHECK(unreached == 2);
}
