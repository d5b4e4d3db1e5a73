// SPDX-License-Identifier: MIT
// Limits on what a heap may hold: what is measured, and which faults of a budget file are found.
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "base/platform.h"
#include "base/sizes.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"
#include "limits/check_limits.h"
#include "limits/limit_words.h"
#include "runtimes/luau/kinds.h"
#include "runtimes/v8/kinds.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// World of two players with their items, and a log, in two categories.
Snapshot world(std::int64_t size) {
  Heap heap;
  heap.size = size;
  const Ref items = heap.table({});
  heap.category = 129;
  const Ref first = heap.record({{"items", items}});
  const Ref second = heap.table({});
  heap.category = 0;
  const Ref log = heap.object("buffer");
  const Ref meta = heap.record({{"__type", heap.string("Texture")}});
  const Ref texture = heap.object("userdata", {one("metatable", meta)});
  heap.name_category(129, "Player");
  return heap
      .root("r", heap.record({{"players", heap.record({{"a", first}, {"b", second}})},
                              {"log", log},
                              {"texture", texture}}))
      .load();
}

struct Case {
  Budget budget;
  std::int64_t old_size = 100;
  std::string today = "2026-06-15";
};

LimitReport check(const Case& given) {
  const Snapshot snapshot = world(100);
  const Placement placement = paths_of(snapshot);
  const Snapshot old = world(given.old_size);
  const Placement old_placement = paths_of(old);
  const Weights everything;
  const Measured counted = {snapshot, placement, everything};
  const Measured before = {old, old_placement, everything};
  return check_limits(given.budget, {&counted, &counted, &before}, given.today);
}

/// Result of one limit. `group` is the key of a grouping if the limit is on a group.
LimitResult measure(LimitOf of, const std::string& key, std::uint64_t bytes = 0,
                    const std::string& group = "") {
  Limit limit;
  limit.of = of;
  limit.group = group;
  limit.key = key;
  limit.bytes = bytes;
  return check({{{limit}, {}, {}}}).results.at(0);
}

LimitResult measure_group(const std::string& group, const std::string& key) {
  return measure(LimitOf::group, key, 0, group);
}

/// Message about a budget file with this text.
std::string fault_of(const std::string& text) {
  const std::filesystem::path path = scratch_path("büdget.json");
  std::ofstream(path) << text;
  std::string fault = "no fault";
  try {
    load_budget(utf8_name(path));
  } catch (const Error& error) {
    fault = std::string(error.what()).substr(utf8_name(path).size() + 1);
  }
  std::filesystem::remove(path);
  return fault;
}

}  // namespace

TEST_CASE("sizes as people write them") {
  CHECK(parse_size("4096") == 4096U);
  CHECK(parse_size("64KB") == 65536U);
  CHECK(parse_size("64 kib") == 65536U);
  CHECK(parse_size("1.5 MiB") == 1572864U);
  CHECK(parse_size("1G") == std::uint64_t{1} << 30U);
  CHECK(parse_size("0") == 0U);
  CHECK(parse_size("12B") == 12U);
  CHECK(parse_size(".5KB") == 512U);
  CHECK(parse_size("1.1 KB") == 1127U);
  CHECK(parse_size("18446744073709551615") == 18446744073709551615U);
  CHECK(parse_size("16777215.5T") == 18446743523953737728U);
  for (const char* wrong : {"", "KB", "-1", "1 KBs", "1KB2", "nan", "1e5", "99999999999999999999", "0x10",
                            ".", "1.5.2", "16777216T", "18446744073709551615.5"}) {
    INFO(wrong);
    CHECK_FALSE(parse_size(wrong));
  }
}

TEST_CASE("a size in the unit of another one holds no less") {
  CHECK(size_in_unit_of("64KB", 230000) == "224.61KB");
  CHECK(size_in_unit_of("64 KiB", 2048) == "2 KiB");
  CHECK(size_in_unit_of("1.5MB", 230000) == "0.22MB");
  CHECK(size_in_unit_of("4096", 12) == "12");
  CHECK(size_in_unit_of("1 gb", 1) == "0.01 gb");
  CHECK(size_in_unit_of("1KB", 1536) == "1.5KB");
  CHECK(size_in_unit_of("1KB", 2047) == "2KB");
}

TEST_CASE("limits on the command line") {
  CHECK(parse_limit("64KB").of == LimitOf::whole);
  const Limit limit = parse_limit("a/**=1=1KB");
  CHECK(limit.of == LimitOf::path);
  CHECK(limit.key == "a/**=1");
  CHECK(limit.bytes == 1024U);
  CHECK_THROWS_AS(parse_limit("a/b"), Error);
  CHECK_THROWS_AS(parse_limit("a/b=much"), Error);
  CHECK_THROWS_AS(parse_limit("=1KB"), Error);
}

TEST_CASE("what is measured") {
  CHECK(measure(LimitOf::path, "r/players/**").measured == Change{700, 7});
  CHECK(measure(LimitOf::path, "r/players").measured == Change{300, 3});  // the players' table and its keys
  CHECK(measure(LimitOf::path, "r/*/b").measured == Change{100, 1});
  CHECK(measure_group("type", "buffer").measured == Change{100, 1});
  CHECK(measure_group("category", "Player").measured.objects == 3);  // one of them is the key "items"
  CHECK(measure_group("category", "129").measured.objects == 3);
  CHECK(measure_group("userdata", "Texture").measured == Change{100, 1});
  CHECK(measure_group("userdata", "Sound").measured == Change{});
  CHECK_FALSE(measure_group("userdata", "Sound").has_matched);
  CHECK(measure(LimitOf::path, "r/log", 99).is_exceeded());
  CHECK_FALSE(measure(LimitOf::path, "r/log", 100).is_exceeded());
}

TEST_CASE("objects and growth are limited too") {
  Limit limit;
  limit.of = LimitOf::path;
  limit.key = "r/players/**";
  limit.objects = 6;
  limit.growth = 140;
  const LimitResult result = check({{{limit}, {}, {}}, 80}).results.at(0);
  REQUIRE(result.checks.size() == 2);
  CHECK(result.checks[0].is_exceeded());
  CHECK(result.growth == 140);
  CHECK_FALSE(result.checks[1].is_exceeded());
  limit.growth = 139;
  CHECK(check({{{limit}, {}, {}}, 80}).results.at(0).checks.at(1).is_exceeded());
  // Bytes that shrank never exceed a limit on growth.
  CHECK_FALSE(check({{{limit}, {}, {}}, 200}).results.at(0).checks.at(1).is_exceeded());
}

TEST_CASE("what is ignored counts for no limit, until its day is over") {
  Case given;
  given.budget.limits = {parse_limit("0")};
  given.budget.ignored = {{"r/players/**", "by design", "2026-06-15"}, {"nowhere", "gone", ""}};
  const LimitReport report = check(given);
  CHECK(report.ignored == Cost{700, 7});
  CHECK(report.unmatched.size() == 1);
  const std::int64_t without = report.results.at(0).measured.bytes;
  given.today = "2026-06-16";
  const LimitReport later = check(given);
  CHECK(later.lapsed.size() == 1);
  CHECK(later.ignored == Cost{});
  CHECK(later.results.at(0).measured.bytes == without + 700);
}

TEST_CASE("what is wrong with a budget is said with its place") {
  CHECK(fault_of("{}") == "no fault");
  CHECK(fault_of("{\n \"limits\": [{\"bytes\": \"1 MB\", \"reason\": \"}]\"}]}") == "no fault");
  CHECK(fault_of("{\n  \"limit\": []}")
            .starts_with("2:3: \"limit\" is not known here; did you mean \"limits\"?"));
  CHECK(fault_of("{\"limits\": [{\"bytes\": 1},\n {\"type\": \"table\", \"object\": 1}]}")
            .starts_with("2:20: \"object\" is not known here; did you mean \"objects\"?"));
  CHECK(fault_of("{\"limits\": [{\"bytes\": -1}]}").starts_with("1:14: \"bytes\" is not a size"));
  CHECK(fault_of("{\"limits\": [{\"objects\": \"1KB\"}]}").starts_with("1:14: \"objects\" is not a number"));
  CHECK(fault_of("{\"limits\": [{\"path\": \"a\"}]}").starts_with("1:13: this entry limits nothing"));
  CHECK(fault_of("{\"limits\": [{\"path\": \"a\", \"type\": \"b\", \"bytes\": 1}]}")
            .starts_with("1:27: \"type\" stands beside \"path\""));
  CHECK(fault_of("{\"limits\": [{\"path\": \"a\\\\\", \"bytes\": 1}]}").starts_with("1:14: the pattern"));
  CHECK(fault_of("{\"ignore\": [{\"path\": \"a\"}]}").starts_with("1:13: this entry has no reason"));
  CHECK(fault_of("{\"ignore\": [{\"path\": \"a\", \"reason\": \"b\", \"until\": \"2026-13-01\"}]}")
            .starts_with("1:42: \"until\" is not a date"));
  CHECK(fault_of("{\"ignore\": [{\"path\": \"a\", \"reason\": \"b\", \"until\": \"2026-02-29\"}]}")
            .starts_with("1:42: \"until\" is not a date"));
  CHECK(fault_of("{\"limits\": [{\"type\": \"tabel\", \"bytes\": 1}]}")
            .starts_with("1:14: \"tabel\" is not a type of objects; did you mean \"table\"?"));
  CHECK(
      fault_of("{\"limits\": [{\"bytes\": 1, \"reason\": \"bytes\"},\n {\"bytes\": 1, \"\\u0062ytes\": 2}]}")
          .starts_with("2:15: \"bytes\" stands twice"));
  CHECK_THROWS_AS(load_budget(std::filesystem::temp_directory_path().string()), Error);
  CHECK_THROWS_AS(load_known(std::filesystem::temp_directory_path().string()), Error);
  CHECK(fault_of("{\"limits\": [1]}").starts_with("1:13: here must be an object"));
  CHECK(fault_of("{\"limits\": [\n}").starts_with("2:1: is not JSON"));
  CHECK_THROWS_AS(load_budget("no/such/file"), Error);
}

TEST_CASE("the schema for editors knows the keys that are known") {
  const nlohmann::json schema = nlohmann::json::parse(read_file(testdata("../docs/budget.schema.json")));
  CHECK(fault_of("{\"limits\": [{\"?\": 1}]}")
            .find("Known are path, type, category, userdata, class, detachedness, bytes, objects, "
                  "growth, reason, optional") != std::string::npos);
  CHECK(schema["properties"]["limits"]["items"]["properties"].size() == 11);
  for (const std::string type : schema["properties"]["limits"]["items"]["properties"]["type"]["enum"]) {
    CHECK(fault_of("{\"limits\": [{\"bytes\": 1, \"type\": \"" + type + "\"}]}") == "no fault");
  }
  std::set<std::string_view> types(luau::type_names.begin(), luau::type_names.end());
  types.insert(v8::type_names_of_v8.begin(), v8::type_names_of_v8.end());
  CHECK(schema["properties"]["limits"]["items"]["properties"]["type"]["enum"].size() == types.size());
  CHECK(fault_of("{\"ignore\": [{\"?\": 1}]}").find("Known are path, reason, until") != std::string::npos);
  CHECK(schema["properties"]["ignore"]["items"]["properties"].size() == 3);
}

TEST_CASE("an updated budget has what was measured and keeps all else") {
  const std::filesystem::path path = scratch_path("büdget.json");
  std::ofstream(path) << R"({"$schema": "s", "limits": [
    {"objects": 1, "path": "r/players/**", "bytes": "1KB", "reason": "why"}, {"type": "buffer", "bytes": 1}],
    "ignore": [{"path": "r/log", "reason": "by design"}]})";
  const LimitReport report = check({load_budget(utf8_name(path))});
  const UpdatedBudget updated = updated_budget(utf8_name(path), report, 10);
  CHECK(updated.text == R"({
  "$schema": "s",
  "limits": [
    {
      "objects": 8,
      "path": "r/players/**",
      "bytes": "0.76KB",
      "reason": "why"
    },
    {
      "type": "buffer",
      "bytes": 0
    }
  ],
  "ignore": [
    {
      "path": "r/log",
      "reason": "by design"
    }
  ]
}
)");
  REQUIRE(updated.changes.size() == 3);
  CHECK(change_in_words(updated.changes[0]) == "path r/players/**: limit lowered from 1.0 KB to 779 B");
  CHECK(change_in_words(updated.changes[1]) == "path r/players/**: limit raised from 1 to 8 objects");
  CHECK(change_in_words(updated.changes[2]) == "type buffer: limit lowered from 1 B to 0 B");
  std::filesystem::remove(path);
}

TEST_CASE("a limit that matches nothing is not kept, unless it is optional") {
  const auto outcome = [](std::vector<Limit> limits) {
    Case given;
    given.budget.limits = std::move(limits);
    return outcome_in_words(check(given));
  };
  Limit wrong;
  wrong.of = LimitOf::path;
  wrong.key = "World/**";
  wrong.bytes = 0;
  Limit optional = wrong;
  optional.optional = true;
  Limit over;
  over.bytes = 1;
  CHECK(outcome({optional}) == "PASSED: 1 limit kept");
  CHECK(outcome({wrong}) == "FAILED: 1 of 1 limit matches nothing");
  CHECK(outcome({wrong, wrong, optional}) == "FAILED: 2 of 3 limits match nothing");
  CHECK(outcome({wrong, over, optional}) == "FAILED: 1 of 3 limits exceeded, 1 matches nothing");
}
