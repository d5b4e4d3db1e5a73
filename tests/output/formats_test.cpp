// SPDX-License-Identifier: MIT
// Rows of jsonl, lines of folded stacks, and which format a file has.
#include <sstream>
#include <string>
#include <vector>

#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/picture.h"
#include "support/trees.h"

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

TEST_CASE("jsonl and json escape each control character, also those that JSON allows") {
  const std::string allowed = "\x7f|\xc2\x80|\xc2\x9b[31m|\xc2\x9f|\xc2\xa0|\xc3\xa9|\xdf\xbf";
  const std::string escaped = "\\u007f|\\u0080|\\u009b[31m|\\u009f|\xc2\xa0|\xc3\xa9|\xdf\xbf";
  Heap heap;
  heap.root(allowed, heap.table({}));
  for (const char* const format : {"jsonl", "json"}) {
    const std::string output = write(format, dumps_of(heap.load()));
    INFO(format);
    CHECK_THAT(output, containing(escaped));
    CHECK(output.find(allowed) == std::string::npos);
  }
}

TEST_CASE("folded lines have paths whose names cannot be mistaken for others") {
  Heap heap;
  heap.size = 10;
  const Ref leaf = heap.table({});
  const Ref key = heap.string("a;b\nc");
  CHECK(render("folded", heap.root("r", heap.table({{key, leaf}})).load()) == "r 20\nr;a\\x3bb\\x0ac 10\n");
}

namespace {

/// Name as folded lines have it, behind another or at the start of a line.
std::string folded(const std::string& name, bool is_first = false) {
  Heap heap;
  heap.size = 10;
  if (is_first) {
    const std::string line = render("folded", heap.root(name, heap.table({})).load());
    return line.substr(0, line.rfind(" 10\n"));
  }
  const Ref leaf = heap.table({});
  const Ref key = heap.string(name);
  const std::string lines = render("folded", heap.root("r", heap.table({{key, leaf}})).load());
  const std::size_t begin = lines.find("\nr;") + 3;
  return lines.substr(begin, lines.rfind(" 10\n") - begin);
}

}  // namespace

TEST_CASE("no name in folded lines looks like a number of bytes, and none like another name") {
  CHECK(folded("plain name") == "plain name");
  CHECK(folded("C:\\dir") == "C:\\dir");
  CHECK(folded("a 12") == "a\\x2012");
  CHECK(folded("a b -1.5e3") == "a b\\x20-1.5e3");
  CHECK(folded("a 2nd") == "a 2nd");
  CHECK(folded("12") == "12");
  CHECK(folded(" a ") == "\\x20a\\x20");
  CHECK(folded(" ") == "\\x20");
  CHECK(folded("a\u00a012") == "a\\u{a0}12");
  CHECK(folded("\\x3b") == "\\x5cx3b");
  CHECK(folded(";\\u{a}\n") == "\\x3b\\x5cu{a}\\x0a");
  CHECK(folded("") == "\"\"");
  CHECK(folded("\"\"") == "\\x22\\x22");
  CHECK(folded("a;;b") == "a\\x3b\\x3bb");
}

TEST_CASE("no folded line begins like another format") {
  const std::vector<std::string> plain = {"registry", "_G",   "(anonymous)", "\u00e9t\u00e9",
                                          "a b",      "R2D2", "a;b"};
  for (const std::string& name : plain) CHECK(folded(name, true) == folded(name));
  for (char c = '!'; c <= '~'; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter || c == '_' || c == '(' || c == '\\' || c == ';') continue;
    const std::string name = c + std::string("x");
    INFO(name);
    CHECK(folded(name, true).substr(0, 2) == "\\x");
    CHECK(folded(name, true).back() == 'x');
  }
  CHECK(folded("{\"objects\":{", true) == "\\x7b\"objects\":{");
  CHECK(folded("<?xml", true) == "\\x3c?xml");
  CHECK(folded("", true) == "\\x22\"");
  CHECK(folded("events: Cycles", true) == "events\\x3a Cycles");
  CHECK(folded("fn=main", true) == "fn\\x3dmain");
  CHECK(folded("Content-Type: text/html", true) == "Content-Type\\x3a text/html");
  CHECK(folded("a.b=c", true) == "a.b=c");
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
