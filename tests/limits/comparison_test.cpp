// SPDX-License-Identifier: MIT
// Limits of a comparison by path.
#include "limits/check_limits.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Heap with a cache of `tables` tables of this size, and a log.
Snapshot heap_of(int tables, std::int64_t size) {
  Heap heap;
  const Ref log = heap.table({});
  heap.size = size;
  std::vector<Ref> items;
  for (int i = 0; i < tables; ++i) items.push_back(heap.table({}));
  const Ref cache = heap.table({}, items);
  heap.size = 100;
  return heap.root("r", heap.record({{"cache", cache}, {"log", log}})).load();
}

Cost ignored_between(const Snapshot& old, const Snapshot& snapshot) {
  const Placement old_placement = paths_of(old);
  const Placement placement = paths_of(snapshot);
  const Weights everything;
  const Measured before = {old, old_placement, everything};
  const Measured after = {snapshot, placement, everything};
  Budget budget;
  budget.ignored.push_back({"r/cache/**", "it is a cache", ""});
  return check_limits(budget, {nullptr, &after, &before}, "2026-06-15").ignored;
}

}  // namespace

TEST_CASE("what a comparison by path ignores is what came there") {
  CHECK(ignored_between(heap_of(2, 50), heap_of(5, 60)) == Cost{6 * 60 - 3 * 50, 3});
  CHECK(ignored_between(heap_of(5, 60), heap_of(2, 50)) == Cost{});
  CHECK(ignored_between(heap_of(5, 20), heap_of(2, 100)) == Cost{3 * 100 - 6 * 20, 0});
}
