// SPDX-License-Identifier: MIT
// Reading heap snapshots of V8: layouts, damage, and the numbers of Chrome DevTools.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "heapgraph/output.h"
#include "runtimes/v8/json_stream.h"
#include "runtimes/v8/number_parser.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/v8_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

using Json = nlohmann::json;

V8Heap small_heap() {
  V8Heap heap;
  const std::size_t global = heap.node("object", "global");
  const std::size_t gc_roots = heap.node("synthetic", "(GC roots)", 0);
  const std::size_t handles = heap.node("synthetic", "(Handle scope)", 0);
  const std::size_t list = heap.node("object", "Array", 32);
  const std::size_t text = heap.node("string", "größer \"日本\"", 24);
  const std::size_t huge = heap.node("native", "ArrayBuffer", std::uint64_t{5} << 32U, 8);
  heap.edge(0, "shortcut", "global", global).element(0, 1, gc_roots).element(gc_roots, 1, handles);
  heap.edge(global, "property", "list", list).element(list, 0, text).element(list, 1, huge);
  heap.element(handles, 1, text);
  return heap;
}

/// Lines of `-f objects`.
std::vector<Json> objects_of(std::vector<Dump> dumps) {
  Question question;
  ask_for(question, *format_by_name("objects"));
  const Analysis analysis = analyze(question, dumps);
  std::ostringstream out;
  format_by_name("objects")->write(out, result_of(analysis));
  std::vector<Json> rows;
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) rows.push_back(Json::parse(line));
  return rows;
}

std::string error_of_snapshot(const std::string& text) {
  try {
    parse_snapshot(text, "s.heapsnapshot");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("numbers between commas") {
  v8::Numbers numbers;
  const std::string text = " 0,12 ,\n345\t, 4294967294,4294967295 , 18446744073,-1";
  CHECK(numbers.parse(text) == text.size());
  REQUIRE(numbers.size() == 7);
  CHECK(numbers[1] == 12);
  CHECK(numbers[3] == 4294967294);
  CHECK(numbers[4] == 4294967295);
  CHECK(numbers[5] == 18446744073);
  CHECK(numbers[6] == static_cast<std::uint64_t>(-1));
  CHECK(numbers.parse("1,2,") == 4);
  CHECK(numbers.size() == 2);
  CHECK(numbers.parse("") == 0);
  CHECK(numbers.size() == 0);
  CHECK(numbers.parse("1,x") == 2);
  CHECK(numbers.parse("1,,2") == 2);
  CHECK(numbers.parse("1 2") == 2);
  CHECK(numbers.parse("1.5") == 1);
  CHECK(numbers.parse("12345678901234567890") < 20);
}

TEST_CASE("numbers of any length, with any space between them") {
  std::mt19937 random(20261130);
  const auto one_of = [&](const auto& choices) { return choices.at(random() % choices.size()); };
  constexpr std::array<std::string_view, 6> spaces = {"", "", "", "\n", " ", "\r\n"};
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::uint64_t> expected;
    std::string text;
    for (std::size_t count = 1 + random() % 40; count > 0; --count) {
      const std::uint64_t number = (std::uint64_t{random()} << 32U | random()) >> random() % 64;
      expected.push_back(number % 1000000000000000000U);
      if (!text.empty()) text += ',';
      text += fmt::format("{}{}{}", one_of(spaces), expected.back(), one_of(spaces));
    }
    v8::Numbers numbers;
    INFO(text);
    REQUIRE(numbers.parse(text) == text.size());
    REQUIRE(numbers.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(numbers[i] == expected[i]);
    // A character that is no part of a number is found wherever it is.
    const std::size_t wrong = random() % text.size();
    text[wrong] = one_of(std::array{'x', '/', ':', '\x80', '\xff', '.', '\0'});
    REQUIRE(numbers.parse(text) == wrong);
  }
}

TEST_CASE("escapes in strings") {
  CHECK(v8::unescaped("plain") == "plain");
  CHECK(v8::unescaped(R"(\"\\\/\b\f\n\r\t)") == "\"\\/\b\f\n\r\t");
  CHECK(v8::unescaped(R"(\u0041\u00e9\u65e5\ud83d\ude00)") == "Aé日😀");
  CHECK(v8::unescaped(R"(\ud83d!\ude00)") == "\xef\xbf\xbd!\xef\xbf\xbd");
  CHECK(v8::unescaped(R"(\q\u12g4\)") == R"(\q\u12g4\)");
}

TEST_CASE("a snapshot is the same however it is written") {
  const V8Heap heap = small_heap();
  const Snapshot expected = heap.load();
  CHECK(expected.object_count() == 7);
  CHECK(expected.size(ObjectId{6}) == std::uint64_t{5} << 32U);
  CHECK(expected.text(expected.label(ObjectId{5})) == "größer \"日本\"");
  for (const V8Heap::Style& style :
       {V8Heap::Style{true, true}, V8Heap::Style{false, false, true}, V8Heap::Style{true, false, false, true},
        V8Heap::Style{false, true, true, true, true}}) {
    check_same_snapshot(parse_snapshot(heap.dump(style), "s"), expected);
  }
}

TEST_CASE("the nodes of a real snapshot have the numbers of Chrome DevTools") {
  LoadOptions options;
  options.distances = true;
  std::vector<Dump> dumps;
  dumps.push_back(real_snapshot("weak.2", options));
  const std::vector<Json> rows = objects_of(std::move(dumps));
  const std::string expected = read_unpacked(utf8_name(testdata("v8/weak.2.devtools.txt.zst")));
  std::istringstream lines(expected);
  std::size_t next = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.front() < '0' || line.front() > '9') continue;
    REQUIRE(next < rows.size());
    const Json& row = rows[next++];
    std::istringstream numbers(line.substr(line.find_last_not_of("-0123456789 ") + 1));
    std::int64_t shallow = 0;
    std::int64_t retained = 0;
    std::int64_t distance = 0;
    numbers >> shallow >> retained >> distance;
    REQUIRE(row.at("id") == std::stoll(line));
    REQUIRE(row.at("bytes") == shallow);
    REQUIRE(row.at("retained_bytes") == retained);
    REQUIRE(row.at("distance") == distance);
  }
  CHECK(next == rows.size());
  CHECK(next == 53217);
}

TEST_CASE("a snapshot that is cut anywhere is an error") {
  const std::string text = small_heap().dump();
  for (std::size_t size = text.find("\"nodes\""); size + 2 < text.size(); ++size) {
    REQUIRE(error_of_snapshot(text.substr(0, size)) != "no error");
  }
}

TEST_CASE("a snapshot with any number changed is read or refused") {
  const std::string text = small_heap().dump();
  std::size_t refused = 0;
  for (std::size_t at = text.find("\"nodes\""); at < text.size(); ++at) {
    for (const char* const number : {"9", "", "-1", "99999999999", "4294967295", "1.5", "null"}) {
      std::string changed = text;
      if (changed[at] < '0' || changed[at] > '9') continue;
      changed.replace(at, 1, number);
      if (error_of_snapshot(changed) != "no error") ++refused;
    }
  }
  CHECK(refused > 400);
}

TEST_CASE("a section that stands twice is an error") {
  for (const std::string section : {"snapshot", "nodes", "edges", "locations", "strings"}) {
    std::string text = small_heap().dump();
    text.insert(text.rfind('}'), ",\"" + section + "\":[]");
    CHECK_THAT(error_of_snapshot(text), containing("\"" + section + "\" stand twice"));
  }
}

TEST_CASE("very many functions that share much take no time each for all of it") {
  constexpr std::size_t many = 300000;
  V8Heap heap;
  const std::size_t closure = heap.node("closure", "f");
  const std::size_t shared = heap.node("code", "shared");
  heap.edge(closure, "internal", "shared", shared);
  for (std::size_t i = 0; i < many; ++i) heap.edge(shared, "internal", "x", closure);
  std::string locations;
  for (std::size_t i = 0; i < many; ++i)
    locations += (i == 0 ? "" : ",") + std::to_string(closure * 6) + ",7,0,3,0";
  std::string text = heap.dump();
  text.insert(text.find("\"locations\":[") + 13, locations);
  CHECK(parse_snapshot(text, "s").object_count() == 3);
}

TEST_CASE("errors of snapshots say where and what") {
  const auto error_with = [](const std::string& what, const std::string& with) {
    std::string text = small_heap().dump();
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return error_of_snapshot(text.replace(at, what.size(), with));
  };
  CHECK_THAT(error_with("\"nodes\":[9,", "\"nodes\":[77,"),
             containing("2:10: no type of nodes has the number 77"));
  CHECK_THAT(error_with("\"node_count\":7", "\"node_count\":8"),
             containing("says that it has 8 nodes, but has 7"));
  CHECK_THAT(error_with("\"edge_count\":7}", "\"edge_count\":6}"), containing("says that it has 6 edges"));
  CHECK_THAT(error_with("\"edges\":[5,", "\"edges\":[x,"), containing("3:10: this is not a whole number"));
  CHECK_THAT(error_with("\"strings\":[", "\"strings\":[],\"x\":["), containing("refers to string"));
  CHECK_THAT(error_with("\"meta\":", "\"mesa\":"), containing("has no \"meta\""));
  CHECK_THAT(error_with("\"self_size\"", "\"size\""), containing("has no \"self_size\""));
  CHECK_THAT(error_with("\"edges\":", "\"odges\":"), containing("has no \"edges\""));
  CHECK_THAT(error_of_snapshot("{\"snapshot\":{}, \"nodes\":[]}"), containing("has no \"meta\""));
  CHECK_THAT(error_of_snapshot("{\"snapshot\":"), containing("s.heapsnapshot:1:"));
  CHECK_THAT(error_of_snapshot("{\"snapshot\":[]}"), containing("an object is missing here"));
}

TEST_CASE("the list of objects has a row for each object of any runtime") {
  const std::vector<Json> rows = objects_of(real_dumps("game", {1, 2}));
  const Snapshot snapshot = real_dump("game", 2);
  REQUIRE(rows.size() == snapshot.object_count());
  std::size_t added = 0;
  std::uint64_t bytes = 0;
  for (const Json& row : rows) {
    CHECK(row.at("id").get<std::string>().starts_with("0x"));
    if (row.at("is_new").get<bool>()) ++added;
    bytes += row.at("bytes").get<std::uint64_t>();
    if (row.at("path").is_null()) {
      CHECK(row.at("distance").is_null());
    } else if (row.at("distance") == 0) {
      CHECK(row.at("dominator").is_null());
    } else {
      CHECK(row.at("retained_bytes") >= row.at("bytes"));
    }
  }
  CHECK(added == 1601);
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) all += snapshot.size(static_cast<ObjectId>(i));
  CHECK(bytes == all);
}
