// SPDX-License-Identifier: MIT
// Size of heap up to which a picture has retained sizes.
#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("retained sizes of nodes are of heaps up to a size") {
  Heap heap;
  const Ref item = heap.table({});
  heap.root("r", heap.table({}, {item, heap.table({})}));
  const std::vector<Dump> dumps = dumps_of(heap.load());
  const auto retained = [&](std::size_t most) {
    Question question;
    question.retained = true;
    question.most_objects_with_retained = most;
    return analyze(question, dumps).columns.retained;
  };
  CHECK(retained(2).empty());
  CHECK(retained(3) == std::vector<std::uint64_t>{0, 300});
  CHECK(Question{}.most_objects_with_retained == 500000);
}
