// SPDX-License-Identifier: MIT
// What no root reaches has a node of the tree, where it counts.
#include "tree/place_unreached.h"

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A root with a buffer, and so many tables and strings that no root reaches.
Snapshot with_unreached(int table_count, int string_count, std::string_view root = "r") {
  Heap heap;
  heap.size = 1000;
  const Ref buffer = heap.object("buffer");
  heap.root(root, heap.table({}, {buffer}));
  heap.size = 100;
  for (int i = 0; i < table_count; ++i) heap.table({});
  heap.size = 10;
  for (int i = 0; i < string_count; ++i) heap.string(std::to_string(i));
  return heap.load();
}

Analysis since_nothing(Question question, int table_count, int string_count) {
  return report_on(dumps_of(with_unreached(0, 0), with_unreached(table_count, string_count)),
                   std::move(question));
}

}  // namespace

TEST_CASE("what no root reaches is below one node, by type") {
  const Snapshot snapshot = with_unreached(2, 3);
  Placement placement = paths_of(snapshot);
  place_unreached(placement, snapshot);
  const Tree tree = tree_of(snapshot, placement);
  CHECK(tree.root().total == Cost{2230, 7});
  CHECK(self_at(tree, "(not reached from a root)") == Cost{});
  CHECK(self_at(tree, "(not reached from a root)/table") == Cost{200, 2});
  CHECK(self_at(tree, "(not reached from a root)/string") == Cost{30, 3});
  SECTION("no node is made for nothing") {
    const Snapshot whole = with_unreached(0, 0);
    Placement same = paths_of(whole);
    const std::size_t nodes = same.nodes.size();
    place_unreached(same, whole);
    CHECK(same.nodes.size() == nodes);
  }
  SECTION("a root of that name shares the node") {
    const Snapshot strange = with_unreached(2, 3, "(not reached from a root)");
    Placement shared = paths_of(strange);
    place_unreached(shared, strange);
    CHECK(self_at(tree_of(strange, shared), "(not reached from a root)") == Cost{2000, 2});
  }
}

TEST_CASE("what is new counts although no root reaches it") {
  Question question;
  question.budget.limits = {parse_limit("230"), parse_limit("229")};
  const Analysis analysis = since_nothing(question, 2, 3);
  check_tree(analysis.tree, {230, 5});
  CHECK(analysis.summary.counted == Cost{230, 5});
  CHECK(analysis.summary.unreached_new == Cost{230, 5});
  CHECK_FALSE(analysis.limits->results[0].is_exceeded());
  CHECK(analysis.limits->results[1].is_exceeded());
  Cost by_type;
  for (const BreakdownRow& row : analysis.report->breakdown.at(0).rows) by_type += row.cost;
  CHECK(by_type == Cost{230, 5});
  SECTION("by dominators and memory category too") {
    question.tree = TreeKind::dominators;
    question.split = Split::all;
    const Analysis split = since_nothing(question, 2, 3);
    check_tree(split.tree, {230, 5});
    CHECK(self_at(split.tree, "category 0/(not reached from a root)/table") == Cost{200, 2});
  }
  SECTION("by the measure `new` too") {
    question.measure = Measure::added;
    check_tree(since_nothing(question, 2, 3).tree, {230, 5});
  }
  SECTION("but not if counted as the runtime's own script does, nor under other measures") {
    question.compatible = true;
    CHECK(since_nothing(question, 2, 3).tree.root().total.is_nothing());
    question.compatible = false;
    question.measure = Measure::live;
    check_tree(since_nothing(question, 2, 3).tree, {2000, 2});
  }
  SECTION("an object that is kept does not") {
    const std::vector<Dump> dumps = dumps_of(with_unreached(2, 3), with_unreached(2, 3));
    CHECK(report_on(dumps).tree.root().total.is_nothing());
  }
}

TEST_CASE("in a series, what no root reaches has its size in each dump") {
  const Analysis analysis =
      report_on(dumps_of(with_unreached(0, 0), with_unreached(2, 0), with_unreached(2, 4)));
  check_tree(analysis.tree, {200, 2});
  std::vector<std::uint64_t> bytes;
  for (const Cost& cost : analysis.columns.series.total_of(static_cast<NodeId>(1)))
    bytes.push_back(cost.bytes);
  CHECK(bytes == std::vector<std::uint64_t>{0, 200, 240});
  CHECK(analysis.columns.series.total_of(NodeId::root).back() == Cost{2240, 8});
}
