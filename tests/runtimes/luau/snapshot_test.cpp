// SPDX-License-Identifier: MIT
// Contents of a dump, and what a snapshot has of them.
#include "heapgraph/snapshot.h"

#include "heapgraph/load.h"
#include "runtimes/luau/kinds.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::vector<Edge> edges_of(const Snapshot& snapshot, Ref ref) {
  std::vector<Edge> edges;
  for (const Edge edge : snapshot.edges(snapshot.find(ref.address))) edges.push_back(edge);
  return edges;
}

/// Dump of these objects and roots, each written as JSON by the test.
std::string dump_of(std::string_view objects, std::string_view roots = R"("mainthread":"0x10")") {
  return "{\"objects\":{" + std::string(objects) + "},\"roots\":{" + std::string(roots) + "}}";
}

}  // namespace

TEST_CASE("an object has the type, category, size and label that the dump says") {
  Heap heap;
  heap.category = 200;
  heap.size = 48;
  const Ref name = heap.string("hello");
  heap.category = 0;
  const Ref proto = heap.object("proto", {text("source", "=main.luau"), number("line", 7)});
  const Ref function = heap.object("function", {text("name", "update"), one("proto", proto)});
  const Snapshot snapshot = heap.root("mainthread", function).load();

  REQUIRE(snapshot.object_count() == 3);
  const ObjectId string = snapshot.find(name.address);
  CHECK(snapshot.type(string) == luau::types::string);
  CHECK(snapshot.name_of(snapshot.type(string)) == "string");
  CHECK(snapshot.category(string) == 200);
  CHECK(snapshot.size(string) == 48);
  CHECK(snapshot.text(snapshot.label(string)) == "hello");
  CHECK(snapshot.text(snapshot.label(snapshot.find(proto.address))) == "=main.luau");
  CHECK(snapshot.text(snapshot.label(snapshot.find(function.address))) == "update");
  CHECK(snapshot.find(0x1234) == ObjectId::none);
  CHECK(snapshot.declared_bytes() == 144U);
  REQUIRE(snapshot.roots().size() == 1);
  CHECK(snapshot.text(snapshot.roots()[0].name) == "mainthread");
}

TEST_CASE("the stand-in that closes the list is no object") {
  Heap heap;
  const Snapshot snapshot = heap.root("mainthread", heap.table({})).load();
  CHECK(snapshot.object_count() == 1);
}

TEST_CASE("pairs with a string key are fields, others are values") {
  Heap heap;
  const Ref key = heap.string("key");
  const Ref other_key = heap.table({});
  const Ref value = heap.table({});
  const Ref table = heap.table({{key, value}, {other_key, value}, {key, nil}, {nil, value}}, {value});
  const Snapshot snapshot = heap.root("mainthread", table).load();

  const std::vector<Edge> edges = edges_of(snapshot, table);
  std::vector<EdgeKind> kinds;
  for (const Edge& edge : edges) kinds.push_back(edge.kind);
  CHECK(kinds == std::vector{luau::edges::table_key, luau::edges::table_field, luau::edges::table_key,
                             luau::edges::table_value, luau::edges::table_key, luau::edges::table_value,
                             luau::edges::array_item});
  CHECK(snapshot.text(edges[1].name) == "key");
  CHECK(edges[0].name == NameId::none);
  CHECK(edges[3].name == NameId::none);
}

TEST_CASE("references to objects that are not in the dump are counted and passed over") {
  Heap heap;
  const Ref value = heap.table({});
  const Ref table =
      heap.table({{Ref{0xdead0}, value}, {heap.string("gone"), Ref{0xdead0}}}, {Ref{0xdead0}, value});
  const Snapshot snapshot = heap.root("mainthread", table).load();
  CHECK(snapshot.report().dangling == 3);
  // The value under the missing key has no name.
  CHECK(edges_of(snapshot, table)[1].kind == luau::edges::table_value);
}

TEST_CASE("an address that is taken is not given twice") {
  const Snapshot snapshot = parse_snapshot(dump_of(R"("0x10":{"type":"table","cat":0,"size":7},
                                                      "0x10":{"type":"buffer","cat":0,"size":9})"),
                                           "twice");
  CHECK(snapshot.object_count() == 1);
  CHECK(snapshot.report().duplicates == 1);
  CHECK(snapshot.type(snapshot.find(0x10)) == luau::types::table);
}

TEST_CASE("the type of a newer VM is kept and counted") {
  const Snapshot snapshot = parse_snapshot(
      dump_of(R"("0x10":{"type":"integer","cat":0,"size":16,"hue":{"a":[1,2.5e3,"x"]}})"), "newer");
  CHECK(snapshot.type(snapshot.find(0x10)) == luau::types::unknown);
  CHECK(snapshot.report().unknown_types == 1);
}

TEST_CASE("sizes that went through a C int are read modulo 2^32") {
  const Snapshot snapshot = parse_snapshot(
      R"({"objects":{"0x10":{"type":"buffer","cat":0,"size":-2147483648}},"roots":{"r":"0x10"},
          "stats":{"size":-1,"categories":{"none":{}}}})",
      "large");
  CHECK(snapshot.size(snapshot.find(0x10)) == 2147483648U);
  CHECK(snapshot.declared_bytes() == 4294967295U);
}

TEST_CASE("lines that went through a C int are read modulo 2^32") {
  const auto line_of = [](const std::string& line) {
    const std::string proto =
        R"("0x10":{"type":"proto","cat":0,"size":16,"source":"=a","line":)" + line + "}";
    const Snapshot snapshot = parse_snapshot(dump_of("\n" + proto + "\n"), "lines");
    return snapshot.place(snapshot.find(0x10)).line;
  };
  // Without a space, the object is read by the parser of Luau's own layout.
  for (const std::string before : {"", " "}) {
    CHECK(line_of(before + "0") == 0);
    CHECK(line_of(before + "4294967295") == 4294967295U);
    CHECK(line_of(before + "-1") == 4294967295U);
    CHECK(line_of(before + "-2147483648") == 2147483648U);
    for (const std::string wrong :
         {"4294967296", "-2147483649", "999999999999999", "1000000000000000", "99999999999999999999"}) {
      INFO(before + wrong);
      CHECK_THROWS_WITH(line_of(before + wrong),
                        containing("\"line\" is not a whole number from -2147483648 to 4294967295; "));
    }
  }
}

TEST_CASE("categories are named by the dump, or by their number") {
  Heap heap;
  heap.name_category(0, "Default").name_category(130, "Network");
  const Snapshot snapshot = heap.root("mainthread", heap.table({})).load();
  CHECK(snapshot.text(snapshot.category_name(0)) == "Default");
  CHECK(snapshot.text(snapshot.category_name(130)) == "Network");
  CHECK(snapshot.text(snapshot.category_name(7)) == "category 7");
}

TEST_CASE("addresses as Windows prints them") {
  const Snapshot snapshot = parse_snapshot(
      R"({"objects":{"000001A2B3C4D5E0":{"type":"table","cat":0,"size":1,"array":["000001A2B3C4D5F0"]},
                     "000001A2B3C4D5F0":{"type":"buffer","cat":0,"size":2}},
          "roots":{"mainthread":"000001A2B3C4D5E0"}})",
      "windows");
  REQUIRE(snapshot.find(0x1A2B3C4D5E0) != ObjectId::none);
  CHECK(snapshot.report().dangling == 0);
}

TEST_CASE("layout and order of the text do not matter") {
  const std::string sorted = R"({
    "stats": { "size": 30.0, "categories": { "0": { "size": 30, "name": "Default" } } },
    "roots": { "mainthread": "0x10" },
    "objects": {
      "0x10": { "array": [ "0x20" ], "cat": 0, "metatable": "0x20", "pairs": [ "0x30", "0x20" ],
                "size": 1e1, "type": "table" },
      "0x20": { "size": 10, "type": "table", "cat": 0 },
      "0x30": { "data": "na\u006de", "size": 10, "type": "string", "cat": 0 }
    },
    "comment": [null, true, {"deep": {}}]
  })";
  const Snapshot snapshot = parse_snapshot(sorted, "sorted");
  const std::vector<Edge> edges = edges_of(snapshot, Ref{0x10});
  REQUIRE(edges.size() == 4);
  CHECK(edges[1].kind == luau::edges::table_field);
  CHECK(snapshot.text(edges[1].name) == "name");
  CHECK(edges[2].kind == luau::edges::array_item);
  CHECK(edges[3].kind == luau::edges::metatable);
  CHECK(snapshot.declared_bytes() == 30U);
}

TEST_CASE("a byte order mark is no damage") {
  Heap heap;
  heap.root("mainthread", heap.table({}));
  CHECK(parse_snapshot("\xef\xbb\xbf" + heap.dump(), "bom").object_count() == 1);
}
