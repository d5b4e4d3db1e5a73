// SPDX-License-Identifier: MIT
// Patterns of leaks: each on a heap that has it, and on one that nearly has it.
#include <functional>
#include <string>

#include "graph/identity.h"
#include "report/find_sites.h"
#include "support/catch.h"
#include "support/model.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Heap whose root is a table of globals.
struct World {
  Model model;
  std::uint64_t globals = model.table();

  World() { model.roots = {{"main", globals}}; }

  std::uint64_t global(std::string_view name) {
    const std::uint64_t table = model.table();
    model.set(globals, name, table);
    return table;
  }
  std::uint64_t function(std::uint64_t proto, const std::vector<std::uint64_t>& upvalues) {
    ModelObject object;
    object.type = "function";
    object.items = upvalues;
    object.proto = proto;
    return model.add(std::move(object));
  }
  std::uint64_t proto(std::string_view source) {
    ModelObject object;
    object.type = "proto";
    object.text = source;
    return model.add(std::move(object));
  }
};

/// Pattern of the first site after a change.
std::string pattern_after(World& world, const std::function<void()>& change, bool follow_weak = false) {
  const Snapshot old = world.model.load();
  change();
  const Snapshot snapshot = world.model.load();
  const Matching matching = match_by_address(snapshot, old);
  Scheduler scheduler(1);
  const Findings findings = find_sites({snapshot, old, matching, follow_weak}, {20, false, {}}, scheduler);
  REQUIRE_FALSE(findings.sites.empty());
  return findings.sites.front().pattern;
}

const std::string weak_keys = "its keys are weak, but the values hold them, so no entry ever goes";
const std::string only_longer = "a linked list that only gets longer";
const std::string wrapped = "a function that is wrapped again and again";
const std::string only_added = "entries are added and none is removed";
const std::string roomy = "it holds numbers, which dumps do not show, or has room to spare";

/// Chain of records, each of which the next one holds; the last one.
std::uint64_t chain(World& world, std::size_t links, std::uint64_t end) {
  for (std::size_t i = 0; i < links; ++i) {
    const std::uint64_t record = world.model.table();
    if (end != 0) world.model.set(record, "next", end);
    end = record;
  }
  return end;
}

}  // namespace

TEST_CASE("weak keys that their values hold") {
  World world;
  const std::uint64_t meta = world.global("Meta");
  world.model.set(meta, "__mode", world.model.string("k"));
  const std::uint64_t cache = world.global("Cache");
  world.model.objects.at(cache).metatable = meta;
  const std::uint64_t others = world.global("Others");
  const auto add_entries = [&](bool values_hold, bool others_hold) {
    for (int i = 0; i < 30; ++i) {
      const std::uint64_t key = world.model.table();
      const std::uint64_t value = world.model.table();
      world.model.objects.at(cache).entries.emplace_back(key, value);
      if (values_hold) world.model.set(value, "owner", key);
      if (others_hold) world.model.objects.at(others).items.push_back(key);
    }
  };
  SECTION("they do") {
    CHECK(pattern_after(world, [&] { add_entries(true, false); }) == weak_keys);
  }
  SECTION("another table holds them") {
    CHECK(pattern_after(world, [&] { add_entries(false, true); }) == only_added);
  }
  SECTION("nothing is known if weak references are followed") {
    CHECK(pattern_after(
              world, [&] { add_entries(true, false); }, true) == only_added);
  }
}

TEST_CASE("a linked list that gets longer") {
  World world;
  const std::uint64_t journal = world.global("Journal");
  const auto set_head = [&](std::uint64_t head) { world.model.set(journal, "head", head); };
  SECTION("its head is new") {
    CHECK(pattern_after(world, [&] { set_head(chain(world, 30, 0)); }) == only_longer);
  }
  SECTION("it is short") {
    CHECK(pattern_after(world, [&] { set_head(chain(world, 15, 0)); }).empty());
  }
  SECTION("its links hold things") {
    CHECK(pattern_after(world, [&] {
            set_head(chain(world, 60, 0));
            for (auto& [address, object] : world.model.objects) {
              if (object.entries.size() == 1 && address != world.globals && address != journal) {
                object.items.push_back(journal);
              }
            }
          }) == only_longer);
  }
  SECTION("it is a tree in which each node knows its parent") {
    CHECK(pattern_after(world, [&] {
            std::vector<std::uint64_t> nodes = {world.model.table()};
            world.model.set(nodes[0], "parent", nodes[0]);
            for (std::size_t i = 0; i < 200; ++i) {
              const std::uint64_t parent = nodes[i / 5];
              nodes.push_back(world.model.table());
              world.model.set(nodes.back(), "parent", parent);
              world.model.objects.at(parent).items.push_back(nodes.back());
            }
            set_head(nodes[0]);
          }).empty());
  }
  SECTION("there are many lists of one link") {
    CHECK(pattern_after(world, [&] {
            for (int i = 0; i < 30; ++i) world.model.objects.at(journal).items.push_back(chain(world, 2, 0));
          }) == only_added);
  }
}

TEST_CASE("a function that is wrapped") {
  World world;
  const std::uint64_t http = world.global("Http");
  const std::uint64_t proto = world.proto("=http");
  const std::uint64_t other = world.proto("=other");
  SECTION("again and again") {
    CHECK(pattern_after(world, [&] {
            std::vector<std::uint64_t> wrapped_one;
            for (int i = 0; i < 40; ++i) wrapped_one = {world.function(proto, wrapped_one)};
            world.model.set(http, "handle", wrapped_one.front());
          }) == wrapped);
  }
  SECTION("no function wraps another, but one holds all") {
    CHECK(pattern_after(world, [&] {
            std::vector<std::uint64_t> all;
            all.reserve(40);
            for (int i = 0; i < 40; ++i) all.push_back(world.function(proto, {}));
            world.model.set(http, "handle", world.function(other, all));
          }).empty());
  }
  SECTION("all hold the first") {
    CHECK(pattern_after(world, [&] {
            const std::uint64_t first = world.function(proto, {});
            std::vector<std::uint64_t> all;
            all.reserve(40);
            for (int i = 0; i < 40; ++i) all.push_back(world.function(proto, {first}));
            world.model.set(http, "handle", world.function(other, all));
          }).empty());
  }
}

TEST_CASE("entries are added") {
  World world;
  const std::uint64_t log = world.global("Log");
  for (int i = 0; i < 4; ++i) world.model.objects.at(log).items.push_back(world.model.table());
  const auto add = [&](int count) {
    for (int i = 0; i < count; ++i) world.model.objects.at(log).items.push_back(world.model.table());
  };
  SECTION("and none is removed") {
    CHECK(pattern_after(world, [&] { add(20); }) == only_added);
  }
  SECTION("but few") {
    CHECK(pattern_after(world, [&] { add(7); }).empty());
  }
  SECTION("and others are removed") {
    CHECK(pattern_after(world, [&] {
            auto& items = world.model.objects.at(log).items;
            items.erase(items.begin());
            add(20);
            world.model.collect();
          }).empty());
  }
}

TEST_CASE("an object that is much larger than its references") {
  World world;
  const std::uint64_t samples = world.global("Samples");
  const auto grow = [&](std::int64_t size) { world.model.objects.at(samples).size = size; };
  SECTION("large") {
    CHECK(pattern_after(world, [&] { grow(16384); }) == roomy);
  }
  SECTION("small") {
    CHECK(pattern_after(world, [&] { grow(1000); }).empty());
  }
  SECTION("as large as its references need") {
    for (int i = 0; i < 200; ++i) world.model.objects.at(samples).items.push_back(world.globals);
    CHECK(pattern_after(world, [&] { grow(16384); }).empty());
  }
}
