// SPDX-License-Identifier: MIT
// Folding of repeated names, and the layout of the icicle graph.
#include <map>

#include "heap/vocabulary.h"
#include "heapgraph/load.h"
#include "output/icicle_layout.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/fold_columns.h"
#include "tree/fold_tree.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

FoldedNodes live_nodes(const Snapshot& snapshot) {
  return fold_tree(live_tree(snapshot)).tree;
}

/// List of `length` tables. The names of `cycle` lead from table to table, and each table has a `value`
/// of 10 bytes.
Tree list_tree(const std::vector<std::string>& cycle, std::size_t length) {
  Heap heap;
  heap.size = 0;
  std::vector<Ref> names;
  for (const std::string& name : cycle) names.push_back(heap.string(name));
  const Ref value_name = heap.string("value");
  const Ref first = heap.next();
  for (std::size_t i = 0; i < length; ++i) {
    heap.size = 100;
    const Ref value = heap.next(1);
    const bool is_last = i + 1 == length;
    if (is_last) {
      heap.table({{value_name, value}});
    } else {
      heap.table({{names[(i + 1) % names.size()], heap.next(2)}, {value_name, value}});
    }
    heap.size = 10;
    heap.object("buffer");
  }
  return live_tree(heap.root(cycle.front(), first).load());
}

}  // namespace

TEST_CASE("children tile their parent, widest first") {
  Heap heap;
  heap.size = 10;
  const Ref small = heap.table({});
  heap.size = 50;
  const Ref large = heap.table({});
  heap.size = 0;
  const Ref small_name = heap.string("small");
  const Ref large_name = heap.string("large");
  heap.size = 40;
  const FoldedNodes tree =
      live_nodes(heap.root("r", heap.table({{small_name, small}, {large_name, large}})).load());
  const IcicleLayout layout = lay_out(tree, {}, {});
  check_layout(tree, layout);
  REQUIRE(layout.frames.size() == 4);
  CHECK(layout.rows == 3);
  CHECK((layout.frames[2].begin == 0 && layout.frames[2].end == 50));
  CHECK((layout.frames[3].begin == 50 && layout.frames[3].end == 60));
}

TEST_CASE("narrow neighbours become one frame, and a run that stays narrow is left out") {
  Heap heap;
  heap.size = 1;
  Heap::Pairs pairs;
  for (int i = 0; i < 9; ++i) {
    const Ref key = heap.string(std::string("key ") + static_cast<char>('p' + i));
    pairs.emplace_back(key, heap.table({}));
  }
  heap.size = 1000;
  const FoldedNodes tree = live_nodes(heap.root("r", heap.table(pairs)).load());
  const IcicleLayout layout = lay_out(tree, {}, {5, 256});
  check_layout(tree, layout);
  REQUIRE(layout.frames.size() == 3);
  CHECK(layout.frames[2].merged == 9);
  CHECK(layout.frames[2].end - layout.frames[2].begin == 9);
  CHECK(lay_out(tree, {}, {10, 256}).frames.size() == 2);
}

TEST_CASE("folded chains sum what grew") {
  const Tree tree = list_tree({"next"}, 100);
  // Each value of 10 bytes has 4 bytes of growth.
  std::vector<std::uint64_t> self(tree.nodes.size());
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    if (tree.name(static_cast<NodeId>(i)) == "value") self[i] = 4;
  }
  TreeColumns columns;
  columns.growth = add_up(tree, self);
  const FoldedTree folded = fold_tree(tree);
  REQUIRE(folded.tree.nodes.size() == 3);
  const ByteColumn growth = fold_columns(folded, tree, columns).growth;
  CHECK(growth.total == std::vector<std::uint64_t>{400, 400, 400});
  CHECK(growth.self == std::vector<std::uint64_t>{0, 0, 400});

  const IcicleLayout layout = lay_out(folded.tree, growth, {});
  REQUIRE(layout.frames.size() == 3);
  for (const Frame& frame : layout.frames) CHECK(frame.bar == 400);
}

TEST_CASE("rows beyond the limit are counted") {
  Heap heap;
  Ref below = heap.table({});
  for (int i = 0; i < 20; ++i)
    below = heap.record({{std::string("level ") + static_cast<char>('a' + i), below}});
  const FoldedNodes tree = live_nodes(heap.root("r", below).load());
  const IcicleLayout layout = lay_out(tree, {}, {1, 8});
  check_layout(tree, layout);
  CHECK(layout.rows == 8);
  CHECK(layout.rows_below == 14);
  CHECK(lay_out(tree, {}, {1, 22}).rows_below == 0);
}

TEST_CASE("a list folds into one frame, with what hangs from it merged by name") {
  const Tree tree = list_tree({"next"}, 1000);
  CHECK(tree.nodes.size() == 2001);
  const FoldedTree folded = fold_tree(tree);
  check_tree(folded.tree, tree.root().total);
  REQUIRE(folded.tree.nodes.size() == 3);
  CHECK(folded.tree.name(FoldedId{1}) == "next");
  CHECK(folded.repeats[1] == 1000);
  CHECK(folded.tree.nodes[1].self.bytes == 100000);
  CHECK(folded.tree.name(FoldedId{2}) == "value");
  CHECK(folded.repeats[2] == 1000);
  CHECK(tree.vocabulary->colours[static_cast<std::size_t>(folded.tree.nodes[2].content)].name ==
        "userdata, buffer");
}

TEST_CASE("short cycles of names fold too") {
  const FoldedTree folded = fold_tree(list_tree({"left", "right"}, 1001));
  REQUIRE(folded.tree.nodes.size() == 5);  // the root, the chain, its value, the odd end and its value
  CHECK(folded.tree.name(FoldedId{1}) == "left/right");
  CHECK(folded.repeats[1] == 500);
  CHECK(fold_tree(list_tree({"a", "b", "c", "d"}, 400)).tree.nodes.size() == 3);
}

TEST_CASE("chains that meet in a folded frame keep their names") {
  // Two links of a list of next have a chain each: a/a/a…, and a/b/a/b….
  Heap heap;
  heap.size = 100;
  const auto chain = [&](const std::vector<std::string>& cycle) {
    Ref below = heap.table({});
    for (std::size_t i = 12; i-- > 1;) below = heap.record({{cycle[i % cycle.size()], below}});
    return std::pair{cycle.front(), below};
  };
  Ref list = heap.record({chain({"a"})});
  list = heap.record({{"next", list}, chain({"a", "b"})});
  for (int i = 0; i < 8; ++i) list = heap.record({{"next", list}});
  const Tree tree = live_tree(heap.root("r", list).load());
  const FoldedTree folded = fold_tree(tree);
  check_tree(folded.tree, tree.root().total);
  std::map<std::string, std::uint64_t> repeats;
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) {
    repeats[std::string(folded.tree.name(static_cast<FoldedId>(i)))] = folded.repeats[i];
  }
  CHECK(repeats == std::map<std::string, std::uint64_t>{{"r", 1}, {"next", 9}, {"a", 12}, {"a/b", 6}});
}

TEST_CASE("few repeats, and cycles that are long, stay as they are") {
  CHECK(fold_tree(list_tree({"next"}, fewest_repeats)).tree.nodes.size() == 3);
  CHECK(fold_tree(list_tree({"next"}, fewest_repeats - 1)).tree.nodes.size() == 2 * (fewest_repeats - 1) + 1);
  CHECK(fold_tree(list_tree({"a", "b", "c", "d", "e"}, 50)).tree.nodes.size() == 101);
}

TEST_CASE("layouts of real dumps keep to the rules") {
  for (const std::string dump : {"game", "closures", "strings", "churn", "list"}) {
    const Tree tree = live_tree(load_snapshot(testdata("snapshots/" + dump + ".2.json").string()));
    const FoldedTree folded = fold_tree(tree);
    check_tree(folded.tree, tree.root().total);
    for (const std::uint64_t smallest : {1U, 100U, 10000U})
      check_layout(folded.tree, lay_out(folded.tree, {}, {smallest, 64}));
  }
}
