// SPDX-License-Identifier: MIT
// Rows of jsonl, lines of folded stacks, and which format a file has.
#include <sstream>

#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/picture.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("jsonl rows are exact") {
  Heap heap;
  heap.size = 10;
  const Ref leaf = heap.table({});
  const Ref key = heap.string("a \"quoted\" name");
  CHECK(render("jsonl", heap.root("r", heap.table({{key, leaf}})).load()) ==
        R"({"id":0,"parent":null,"name":"","self_bytes":0,"self_objects":0,"total_bytes":30,"total_objects":3}
{"id":1,"parent":0,"name":"r","self_bytes":20,"self_objects":2,"total_bytes":30,"total_objects":3}
{"id":2,"parent":1,"name":"a \"quoted\" name","self_bytes":10,"self_objects":1,"total_bytes":10,"total_objects":1}
)");
}

TEST_CASE("folded lines have paths whose names cannot be mistaken for others") {
  Heap heap;
  heap.size = 10;
  const Ref leaf = heap.table({});
  const Ref key = heap.string("a;b\nc");
  CHECK(render("folded", heap.root("r", heap.table({{key, leaf}})).load()) == "r 20\nr;a\\x3bb\\x0ac 10\n");
}

TEST_CASE("folded paths end where the format would explode, and their sum stays true") {
  Heap heap;
  heap.size = 1;
  const Ref next = heap.string("n");
  for (int i = 0; i < 3000; ++i) heap.table({{next, heap.next(1)}});
  heap.table({});
  std::istringstream lines(render("folded", heap.root("r", Ref{next.address + 0x10}).load()));
  std::size_t count = 0;
  std::uint64_t sum = 0;
  for (std::string line; std::getline(lines, line); ++count) sum += std::stoull(line.substr(line.rfind(' ')));
  CHECK(count == 1000);
  CHECK(sum == 3002);
}

TEST_CASE("the format follows the name of the file") {
  CHECK(format_by_extension("out.jsonl")->name == "jsonl");
  CHECK(format_by_extension("a.b/out.folded")->name == "folded");
  CHECK(format_by_extension("out") == nullptr);
  CHECK(format_by_extension("") == nullptr);
  CHECK(format_by_name("jsonl") != nullptr);
  CHECK(format_by_name("nonsense") == nullptr);
}
