// SPDX-License-Identifier: MIT
// Objects and nodes that a report names: those with at least half of their bytes outside a few
// heavy children.
#include "graph/retained.h"
#include "report/hot_nodes.h"
#include "report/retainers.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/place_by_path.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Heap whose root object, of 200 bytes, refers to a table of this size.
Snapshot holder_of(std::int64_t bytes) {
  Heap heap;
  heap.size = 0;
  const Ref key = heap.string("child");
  heap.size = bytes;
  const Ref child = heap.table({});
  heap.size = 200;
  return heap.root("r", heap.table({{key, child}})).load();
}

std::string heaviest_retainer(const Snapshot& snapshot) {
  Retention retention;
  const PathPlacement placed = place_by_path(snapshot, false, true);
  retention.steps = placed.steps;
  retention.node_of =
      placed.placement.node_of.then(build_tree(placed.placement, snapshot, Weights()).position_of);
  retention.dominators = find_dominators(snapshot, false);
  retention.bytes = retained_bytes(snapshot, retention.dominators, Weights());
  return heaviest_retainers(snapshot, retention, 1).at(0).code;
}

std::string hottest_node(const Snapshot& snapshot) {
  const FoldedTree folded = fold_tree(live_tree(snapshot));
  return std::string(folded.tree.name(hot_nodes(folded.tree, 1, false).at(0)));
}

}  // namespace

TEST_CASE("an object whose heavy children are half of it is named itself") {
  CHECK(heaviest_retainer(holder_of(200)) == "r");
  CHECK(heaviest_retainer(holder_of(204)) == "r.child");
}

TEST_CASE("a node whose large children are half of it is named itself") {
  CHECK(hottest_node(holder_of(200)) == "r");
  CHECK(hottest_node(holder_of(204)) == "child");
}
