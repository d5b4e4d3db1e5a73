// SPDX-License-Identifier: MIT
// Report for a pull request: it keeps to its size, and any name can stand in its tables.
#include <sstream>

#include "heapgraph/analyze.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::string markdown(const std::vector<Dump>& dumps, std::size_t max_bytes) {
  const Analysis analysis = report_on(dumps);
  TextOptions text;
  text.max_bytes = max_bytes;
  std::ostringstream out;
  format_by_name("markdown")->write(out, result_of(analysis, {}, text));
  return out.str();
}

/// Heap of a table with an object of each of these types.
std::vector<Dump> heap_of(const std::vector<const char*>& types) {
  Heap heap;
  std::vector<Ref> items;
  for (const char* type : types) items.push_back(heap.object(type));
  return dumps_of(heap.root("r", heap.table({}, items)).load());
}

}  // namespace

TEST_CASE("markdown keeps the rows of short tables") {
  // Tries sizes from that of the whole report down to that of its first section.
  const auto is_halved = [](const std::vector<Dump>& dumps) {
    bool is_any = false;
    for (std::size_t size = markdown(dumps, 1000000).size(); size > 300; size -= 10) {
      is_any = is_any || markdown(dumps, size).find("\n2 more rows\n") != std::string::npos;
    }
    return is_any;
  };
  // Tables have a row for each type, and are halved from four rows on. Another table has five rows, of
  // which three are left out.
  CHECK_FALSE(is_halved(heap_of({"buffer", "function"})));
  CHECK(is_halved(heap_of({"buffer", "function", "userdata"})));
}

namespace {

/// The lines of tables. Elsewhere a bar has no meaning.
std::string tables_of(const std::string& text) {
  std::istringstream lines(text);
  std::string tables;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('|')) tables += line + "\n";
  }
  return tables;
}

}  // namespace

TEST_CASE("no name breaks a table of markdown") {
  Heap heap;
  heap.root("a|b`c", heap.table({}, {heap.table({})}));
  const std::string text = tables_of(markdown(dumps_of(heap.load()), 1000000));
  CHECK_THAT(text, containing("`a\\|b'c`"));
  CHECK_THAT(text, !containing("a|b"));
}

TEST_CASE("a bar after a backslash ends no cell of markdown for any renderer") {
  Heap heap;
  heap.root("a\\|b", heap.table({}, {heap.table({})}));
  heap.root("a\\\\|b", heap.table({}, {heap.table({})}));
  const std::string text = tables_of(markdown(dumps_of(heap.load()), 1000000));
  CHECK_THAT(text, containing("`a\\\\x7cb"));
  CHECK_THAT(text, containing("`a\\\\\\x7cb"));
  CHECK_THAT(text, !containing("\\\\|"));
}
