// SPDX-License-Identifier: MIT
// Labels and details of frames: sizes where there is room, and signs only where something stands out.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/picture.h"
#include "support/questions.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A heap with a table of this size at each path of two names.
Snapshot tables_at(const std::vector<std::pair<std::string, std::int64_t>>& sizes) {
  Heap heap;
  heap.size = 1;
  std::vector<std::pair<std::string, Ref>> above;
  for (const char* outer : {"left", "right"}) {
    std::vector<std::pair<std::string, Ref>> fields;
    for (const auto& [path, size] : sizes) {
      if (!path.starts_with(outer)) continue;
      heap.size = size;
      fields.emplace_back(path.substr(path.find('/') + 1), heap.table({}));
      heap.size = 1;
    }
    above.emplace_back(outer, heap.record(fields));
  }
  return heap.root("r", heap.record(above)).load();
}

/// Details of the frame whose name with its signs this is, but for the bytes in each dump.
std::string details_in(const std::string& svg, const std::string& name) {
  for (const Drawn& drawn : frames_of(svg)) {
    const std::string own = drawn.title.substr(0, drawn.title.find(" ("));
    if (own == name) return drawn.title.substr(0, drawn.title.find("; alive"));
  }
  return "no such frame";
}

}  // namespace

TEST_CASE(
    "the direction of change is marked where it differs from that of the frame above, and always said") {
  const std::string svg =
      write("svg",
            dumps_of(tables_at({{"left/more", 1000}, {"right/more", 1000}, {"right/less", 5000}}),
                     tables_at({{"left/more", 9000}, {"right/more", 9000}, {"right/less", 1000}})),
            by_path());
  CHECK(details_in(svg, "± root") == "± root (20,000 bytes, 100.0%); 16,000 more, 4,000 less");
  CHECK(details_in(svg, "r") == "r (20,000 bytes, 100.0%); 16,000 more, 4,000 less");
  CHECK(details_in(svg, "+ left") == "+ left (8,000 bytes, 40.0%); only more");
  CHECK(details_in(svg, "right") == "right (12,000 bytes, 60.0%); 8,000 more, 4,000 less");
  CHECK(details_in(svg, "+ more") == "+ more (8,000 bytes, 40.0%); only more");
  CHECK(details_in(svg, "− less") == "− less (4,000 bytes, 20.0%); only less");
  // Below `left`, which has the sign.
  CHECK(details_in(svg, "more") == "more (8,000 bytes, 40.0%); only more");
}

TEST_CASE("the arrow marks what grows from dump to dump, unless a frame below has half of that") {
  const auto heap_at = [](std::int64_t step) {
    return tables_at({{"left/one", 1000 + 100 * step},
                      {"right/first", 1000 + 40 * step},
                      {"right/second", 1000 + 30 * step},
                      {"right/third", 1000 + 30 * step}});
  };
  Question question;
  question.measure = Measure::live;
  const std::string svg = write("svg", dumps_of(heap_at(0), heap_at(1), heap_at(2)), question);
  for (const char* marked : {"one ↗", "right ↗", "first ↗", "second ↗"}) {
    CHECK(details_in(svg, marked) != "no such frame");
  }
  for (const char* plain : {"root", "r", "left"}) CHECK(details_in(svg, plain) != "no such frame");
}

TEST_CASE("a frame shows its size where the name leaves room") {
  const std::string svg = render(
      "svg", tables_at({{"left/wide", 200000}, {"left/a name without room", 30000}}), nullptr, {"", 1200});
  std::vector<std::string> labels;
  for (const Drawn& drawn : frames_of(svg)) labels.push_back(drawn.label);
  CHECK(std::count(labels.begin(), labels.end(), "wide  195.3 KB") == 1);
  CHECK(std::count(labels.begin(), labels.end(), "a name without room") == 1);
}
