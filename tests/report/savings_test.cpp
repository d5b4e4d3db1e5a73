// SPDX-License-Identifier: MIT
// Tables that count as empty.
#include "report/savings.h"

#include "graph/reach.h"
#include "support/catch.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("only tables say how small an empty table is") {
  Heap heap;
  heap.size = 30;
  const Ref text = heap.string("smaller than any table");
  heap.size = 48;
  const Ref empty = heap.table({});
  heap.size = 400;
  const Ref roomy = heap.table({});
  heap.size = 500;
  const Snapshot snapshot = heap.root("r", heap.table({}, {text, empty, roomy})).load();
  const std::vector<Saving> savings = find_savings(snapshot, find_reached(snapshot, false), Weights());
  CHECK(savings.at(1).cost == Cost{48, 1});
  CHECK(savings.at(2).cost == Cost{400, 1});
}
