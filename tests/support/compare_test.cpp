// SPDX-License-Identifier: MIT
// Messages about the first difference of two large values.
#include "support/compare.h"

#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("a difference of texts has its line and column") {
  CHECK(text_difference("a\nb\n", "a\nb\n").empty());
  CHECK(text_difference("same\nnew\n", "same\nnow\n") ==
        "line 2, column 2\n  actual:   new\n  expected: now");
  CHECK(text_difference("same\n", "same\nmore") ==
        "line 2, column 1\n  actual:   (the text ends) \n  expected: more");
  CHECK(text_difference("a\tb", "a b") == "line 1, column 2\n  actual:   a\\x09b\n  expected: a b");
  const std::string start(500, 'x');
  const std::string end(500, 'y');
  CHECK(text_difference(start + "1" + end, start + "2" + end) ==
        "line 1, column 501\n  actual:   …" + std::string(30, 'x') + "1" + std::string(69, 'y') +
            "…\n  expected: …" + std::string(30, 'x') + "2" + std::string(69, 'y') + "…");
}

TEST_CASE("a difference of trees has the path of its node and both costs") {
  const Rows rows = {{"", {{}, {3, 2}}},
                     {"\x01"
                      "r\x01"
                      "x",
                      {{3, 2}, {3, 2}}}};
  Rows other = rows;
  CHECK(rows_difference(rows, rows).empty());
  other
      ["\x01"
       "r\x01"
       "x"]
          .first.bytes = 4;
  CHECK(rows_difference(other, rows) ==
        "node r/x\n  actual:   self 4 bytes in 2 objects, total 3 bytes in 2 objects\n  expected: self 3 "
        "bytes in 2 "
        "objects, total 3 bytes in 2 objects");
  other = rows;
  other.erase(
      "\x01"
      "r\x01"
      "x");
  CHECK(rows_difference(other, rows).find("node r/x\n  actual:   no such node\n  expected: self 3") == 0);
  CHECK(rows_difference(rows, other).find("node r/x\n  actual:   self 3") == 0);
}

TEST_CASE("a difference of snapshots has its object and column") {
  const auto snapshot = [](const char* text, int references) {
    Heap heap;
    const Ref string = heap.string(text);
    return heap.root("r", heap.table({}, std::vector<Ref>(static_cast<std::size_t>(references), string)))
        .load();
  };
  CHECK(snapshot_difference(snapshot("a", 1), snapshot("a", 1)).empty());
  CHECK(snapshot_difference(snapshot("a", 1), snapshot("b", 1)) ==
        "object 0\n  actual:   label a\n  expected: label b");
  CHECK(snapshot_difference(snapshot("a", 1), snapshot("a", 2)) ==
        "object 1\n  actual:   references 1\n  expected: reference 1: target 0");
  Heap heap;
  heap.root("r", heap.string("a"));
  CHECK(snapshot_difference(heap.load(), snapshot("a", 1)) ==
        "snapshot\n  actual:   objects 1\n  expected: objects 2");
}
