// SPDX-License-Identifier: MIT
// Report on objects at addresses that OLD had too.
#include "report/difference.h"

#include "graph/reach.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("objects at an old address are unconfirmed under either identity") {
  Heap old_heap;
  const Ref old_key = old_heap.string("a");
  const Ref old_value = old_heap.table({});
  old_heap.root("r", old_heap.table({{old_key, old_value}}));
  Heap heap;
  const Ref key = heap.string("a");
  const Ref value = heap.object("buffer");  // has the address of OLD's table
  heap.root("r", heap.table({{key, value}}, {heap.next(1)}));
  heap.object("buffer");  // has an address that OLD lacks
  const Snapshot old = old_heap.load();
  const Snapshot snapshot = heap.load();
  const auto difference = [&](const Matching& matching) {
    return difference_of({snapshot,
                          find_reached(snapshot, false),
                          old,
                          find_reached(old, false),
                          matching,
                          verified_match(snapshot, old),
                          {}});
  };
  const Difference by_address = difference(match_by_address(snapshot, old));
  CHECK(by_address.unconfirmed == Cost{100, 1});
  CHECK(by_address.added == Cost{100, 1});
  const Difference verified = difference(verified_match(snapshot, old));
  CHECK(verified.unconfirmed == Cost{100, 1});
  CHECK(verified.added == Cost{200, 2});
}
