// SPDX-License-Identifier: MIT
// Defects that the VM is known to write: they are repaired and counted, or errors on request.
#include <map>

#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/check.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

struct Expected {
  std::uint64_t raw_names = 0;
  std::uint64_t broken_classes = 0;
  std::uint64_t missing_values = 0;
  std::uint64_t unreadable_lines = 0;
  std::uint64_t line = 3;
  std::uint64_t column = 0;
  std::string label;  // label of the object at 0x20
  std::size_t edges = 0;
};

const std::map<std::string, Expected>& expected() {
  static const std::map<std::string, Expected> files = {
      {"class_name.json", {0, 1, 0, 0, 3, 49, "Point", 4}},
      {"class_without_members.json", {0, 1, 0, 0, 3, 49, "A", 3}},
      {"raw_quote.json", {1, 0, 0, 0, 3, 65, "say \"hi\"", 1}},
      {"raw_quote_before_upvalues.json", {1, 0, 0, 0, 3, 65, "a\",\"proto\":\"0x1", 3}},
      {"raw_braces.json", {1, 0, 0, 0, 3, 65, "\"},{\"", 1}},
      {"raw_backslash.json", {1, 0, 0, 0, 3, 65, "C:\\tools\\run", 1}},
      {"raw_line_break.json", {1, 0, 0, 0, 3, 65, "two\nlines", 1}},
      {"not_utf8.json", {1, 0, 0, 0, 3, 65, "caf\ufffd", 1}},
      {"stack_name.json", {1, 0, 0, 0, 3, 142, "=f", 4}},
      {"stack_name_like_a_separator.json", {1, 0, 0, 0, 3, 86, "", 2}},
      {"vector.json", {0, 0, 1, 0, 3, 8, "", 0}},
      {"category_name.json", {1, 0, 0, 0, 8, 14, "", 0}},
      {"unreadable_line.json", {0, 0, 0, 1, 3, 45, "", 0}}};
  return files;
}

}  // namespace

TEST_CASE("each defect is repaired and counted, with its place") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testdata("repaired"))) {
    ++files;
    const std::string name = entry.path().filename().string();
    INFO(name);
    REQUIRE(expected().count(name) == 1);
    const Expected& want = expected().at(name);
    const Snapshot snapshot = load_snapshot(entry.path().string());
    const LoadReport& report = snapshot.report();
    REQUIRE(report.repairs.size() == 3);
    CHECK(report.repairs[0].count == want.raw_names);
    CHECK(report.repairs[1].count == want.broken_classes);
    CHECK(report.repairs[2].count == want.missing_values);
    CHECK(report.unreadable_lines == want.unreadable_lines);
    CHECK(report.first_line == want.line);
    CHECK(report.first_column == want.column);
    const ObjectId object = snapshot.find(0x20);
    if (object != ObjectId::none) {
      CHECK(snapshot.text(snapshot.label(object)) == want.label);
      std::size_t edges = 0;
      for (const Edge edge : snapshot.edges(object)) edges += edge.target == ObjectId::none ? 0 : 1;
      CHECK(edges == want.edges);
    }
    CHECK(snapshot.find(0x10) != ObjectId::none);

    LoadOptions strict;
    strict.strict = true;
    const std::string place =
        entry.path().string() + ":" + std::to_string(want.line) + ":" + std::to_string(want.column) + ": ";
    CHECK(load_error(entry.path().string(), strict).substr(0, place.size()) == place);
  }
  CHECK(files == expected().size());
}

TEST_CASE("names that were repaired name what they should") {
  const Snapshot stack = load_snapshot(testdata("repaired/stack_name.json").string());
  std::vector<std::string> names;
  for (const Edge edge : stack.edges(stack.find(0x20))) names.emplace_back(stack.text(edge.name));
  CHECK(names == std::vector<std::string>{"__env", "=f:7:", "a", "wait \"forever\""});
  const Snapshot odd = load_snapshot(testdata("repaired/stack_name_like_a_separator.json").string());
  names.clear();
  for (const Edge edge : odd.edges(odd.find(0x20))) names.emplace_back(odd.text(edge.name));
  CHECK(names == std::vector<std::string>{"one\",\"two three", ""});
  const Snapshot category = load_snapshot(testdata("repaired/category_name.json").string());
  CHECK(category.text(category.category_name(0)) == "The \"default\"\\one");
}

TEST_CASE("strict refuses references to objects that are not in the dump too") {
  LoadOptions strict;
  strict.strict = true;
  const std::string dump =
      R"({"objects":{"0x10":{"type":"table","cat":0,"size":1,"array":["0x20"]}},"roots":{"r":"0x10"}})";
  CHECK_NOTHROW(parse_snapshot(dump, "dangling"));
  CHECK_THROWS_AS(parse_snapshot(dump, "dangling", strict), Error);
}

TEST_CASE("a dump that another program wrote line by line is read as it means") {
  // In JSON, \t is a tab. Only in Luau's own layout a backslash stands for itself.
  const std::string dump =
      "{\"objects\":{\n\"0x10\": "
      "{\"type\":\"function\",\"cat\":0,\"size\":1,\"name\":\"a\\tb\"}\n},\"roots\":{\n"
      "\"r\":\"0x10\"}}";
  const Snapshot snapshot = parse_snapshot(dump, "other");
  CHECK(snapshot.text(snapshot.label(snapshot.find(0x10))) == "a\tb");
  CHECK(snapshot.report().repaired() == 0);
}
