// SPDX-License-Identifier: MIT
// Nodes that a comparison by path names: those with at least half of their change outside a few large
// children.
#include "report/hot_nodes.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Name of the hottest node if a node has 4 bytes itself, 200 in small children, and one child of this size.
std::string hottest_node(std::int64_t bytes) {
  Heap heap;
  heap.size = 0;
  const Ref key = heap.string("child");
  heap.size = bytes;
  const Ref child = heap.table({});
  std::vector<std::pair<Ref, Ref>> fields = {{key, child}};
  for (char name = 'a'; name <= 'z'; ++name) {
    for (char second = 'a'; second <= 'z'; ++second) {
      heap.size = 0;
      const Ref small_key = heap.string(std::string(1, name) + second);
      heap.size = 1;
      if (fields.size() <= 200) fields.emplace_back(small_key, heap.table({}));
    }
  }
  heap.size = 4;
  const Snapshot snapshot = heap.root("r", heap.table(fields)).load();
  const FoldedTree folded = fold_nothing(live_tree(snapshot));
  return std::string(folded.tree.name(hot_nodes(folded.tree, 1).at(0)));
}

}  // namespace

TEST_CASE("a node whose large children are half of it is named itself") {
  CHECK(hottest_node(204) == "r");
  CHECK(hottest_node(208) == "child");
}
