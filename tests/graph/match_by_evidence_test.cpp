// SPDX-License-Identifier: MIT
// Identity by evidence: small programs whose births are known, each with one kind of evidence.
#include "graph/match_by_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/births.h"
#include "support/catch.h"
#include "support/live_heap.h"

using namespace heapgraph;
using namespace heapgraph::test;
using Id = LiveHeap::Id;
constexpr Id nothing = LiveHeap::nothing;

namespace {

Wrong judge(const LiveDump& old, const LiveDump& dump) {
  const Matching by_address = match_by_address(dump.snapshot, old.snapshot);
  const DecidedMatching decided = match_by_evidence(dump.snapshot, old.snapshot, by_address, false);
  CHECK(decided.matching.identity == Identity::automatic);
  Wrong wrong;
  bool keeps_addresses = true;
  bool undecided_has_candidate = true;
  for (std::size_t i = 0; i < dump.births.size(); ++i) {
    const ObjectId before = decided.matching.old_of[i];
    const bool is_new = dump.births[i] > old.now;
    if (is_new && before != ObjectId::none) ++wrong.hidden;
    if (!is_new && before == ObjectId::none) ++wrong.falsely;
    keeps_addresses = keeps_addresses && (before == ObjectId::none || before == by_address.old_of[i]);
    undecided_has_candidate =
        undecided_has_candidate && (!decided.is_undecided[i] || by_address.old_of[i] != ObjectId::none);
  }
  CHECK(keeps_addresses);
  CHECK(undecided_has_candidate);
  return wrong;
}

bool is_right(const LiveDump& old, const LiveDump& dump) {
  const Wrong wrong = judge(old, dump);
  INFO("hidden " << wrong.hidden << ", falsely new " << wrong.falsely);
  CHECK(wrong.count() == 0);
  return wrong.count() == 0;
}

/// A heap with two lists below the root.
struct TwoLists {
  LiveHeap heap;
  Id from = heap.table();
  Id to = heap.table();

  TwoLists() {
    heap.set(heap.root(), "from", from);
    heap.set(heap.root(), "to", to);
  }
  Id record() { return heap.table({{"data", heap.table()}, {"rest", heap.table()}}); }
  Id leaf() { return heap.table({{"x", nothing}}); }
  void move(std::size_t position) {
    std::vector<Id>& items = heap.items(from);
    heap.items(to).push_back(items[position]);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(position));
  }
  /// Frees the addresses of all items of a list, and of what they hold.
  void clear(Id list) {
    heap.items(list).clear();
    heap.collect();
  }
};

}  // namespace

TEST_CASE("records that moved to another list keep what they hold") {
  TwoLists lists;
  for (int i = 0; i < 40; ++i) lists.heap.items(lists.from).push_back(lists.record());
  const LiveDump old = lists.heap.dump();
  for (int i = 0; i < 10; ++i) lists.move(static_cast<std::size_t>(i));
  for (int i = 0; i < 5; ++i) lists.heap.items(lists.from).push_back(lists.record());
  is_right(old, lists.heap.dump());
}

TEST_CASE("objects that hold nothing moved if none of their like were freed or made") {
  TwoLists lists;
  for (int i = 0; i < 40; ++i) lists.heap.items(lists.from).push_back(lists.leaf());
  const LiveDump old = lists.heap.dump();
  for (int i = 0; i < 5; ++i) lists.move(static_cast<std::size_t>(i));
  is_right(old, lists.heap.dump());
}

TEST_CASE("objects that hold nothing are new if some of their like were freed and some made") {
  TwoLists lists;
  for (int i = 0; i < 40; ++i) lists.heap.items(lists.from).push_back(lists.leaf());
  const LiveDump old = lists.heap.dump();
  lists.clear(lists.from);
  lists.heap.set(lists.heap.root(), "f", lists.heap.function({}));
  for (int i = 0; i < 40; ++i) lists.heap.items(lists.to).push_back(lists.leaf());
  is_right(old, lists.heap.dump());
}

TEST_CASE("objects at used addresses with other fields are new") {
  TwoLists lists;
  for (int i = 0; i < 20; ++i) lists.heap.items(lists.from).push_back(lists.leaf());
  const LiveDump old = lists.heap.dump();
  lists.clear(lists.from);
  for (int i = 0; i < 19; ++i) lists.heap.items(lists.to).push_back(lists.heap.table({{"y", nothing}}));
  is_right(old, lists.heap.dump());
}

TEST_CASE("a function whose upvalue is new is new, and so is what captures that function") {
  TwoLists lists;
  LiveHeap& heap = lists.heap;
  const auto chain = [&] {
    Id last = heap.text("text " + std::to_string(heap.dump().now));
    for (int i = 0; i < 5; ++i) last = heap.function({last});
    return last;
  };
  for (int i = 0; i < 10; ++i) heap.items(lists.from).push_back(chain());
  const LiveDump old = heap.dump();
  lists.clear(lists.from);
  for (int i = 0; i < 10; ++i) heap.items(lists.to).push_back(chain());
  is_right(old, heap.dump());
}

TEST_CASE("items added at the end of a queue are new, though they have the addresses of removed ones") {
  TwoLists lists;
  std::vector<Id>& queue = lists.heap.items(lists.from);
  for (int i = 0; i < 40; ++i) queue.push_back(lists.record());
  const LiveDump old = lists.heap.dump();
  queue.erase(queue.begin(), queue.begin() + 15);
  lists.heap.collect();
  queue.push_back(lists.heap.function({}));
  for (int i = 0; i < 14; ++i) lists.heap.items(lists.from).push_back(lists.record());
  is_right(old, lists.heap.dump());
}

TEST_CASE("a list in another order keeps its items") {
  TwoLists lists;
  std::vector<Id>& items = lists.heap.items(lists.from);
  for (int i = 0; i < 60; ++i) items.push_back(lists.record());
  const LiveDump old = lists.heap.dump();
  items.erase(items.begin(), items.begin() + 5);
  std::mt19937 random(3);
  std::shuffle(items.begin(), items.end(), random);
  items.insert(items.begin() + 20, lists.record());
  is_right(old, lists.heap.dump());
}

TEST_CASE("a chain continues behind new links") {
  LiveHeap heap;
  Id head = heap.table({{"value", heap.table()}});
  for (int i = 0; i < 30; ++i) head = heap.table({{"value", heap.table()}, {"next", head}});
  heap.set(heap.root(), "list", head);
  const LiveDump old = heap.dump();
  for (int i = 0; i < 5; ++i) head = heap.table({{"value", heap.table()}, {"next", head}});
  heap.set(heap.root(), "list", head);
  is_right(old, heap.dump());
}

TEST_CASE("what a new list took over in its order is kept, what was made for it is new") {
  TwoLists lists;
  LiveHeap& heap = lists.heap;
  // The second time all are made at addresses that were used before, last freed first.
  for (int round = 0; round < 2; ++round) {
    lists.clear(lists.from);
    for (int i = 0; i < 40; ++i) heap.items(lists.from).push_back(lists.record());
  }
  const LiveDump old = heap.dump();
  SECTION("a filter leaves some out") {
    const Id kept = heap.table();
    for (std::size_t i = 0; i < 40; ++i) {
      if (i % 4 != 1) heap.items(kept).push_back(heap.items(lists.from)[i]);
    }
    heap.set(heap.root(), "from", kept);
    heap.collect();
    for (int i = 0; i < 12; ++i) heap.items(kept).push_back(lists.record());
    is_right(old, heap.dump());
  }
  SECTION("all are made anew, at the same positions") {
    heap.set(heap.root(), "from", nothing);
    heap.collect();
    std::vector<Id> records;
    for (int i = 0; i < 40; ++i) records.push_back(lists.record());
    heap.set(heap.root(), "f", heap.function({}));  // takes the address of the old list
    const Id made = heap.table();
    heap.items(made) = records;
    heap.set(heap.root(), "from", made);
    CHECK(judge(old, heap.dump()).count() <= 2);
  }
}

TEST_CASE("an entry of a dictionary under another key is new if entries come and go") {
  LiveHeap heap;
  const Id cache = heap.table();
  heap.set(heap.root(), "cache", cache);
  const auto add = [&](int i) {
    heap.set(cache, "key" + std::to_string(i), heap.table({{"page", heap.table()}}));
  };
  for (int i = 0; i < 40; ++i) add(i);
  const LiveDump old = heap.dump();
  for (int i = 0; i < 20; ++i) heap.erase(cache, "key" + std::to_string(i));
  heap.collect();
  for (int i = 40; i < 55; ++i) add(i);
  is_right(old, heap.dump());
}

TEST_CASE("a text that only one object holds tells that it is the same") {
  TwoLists lists;
  LiveHeap& heap = lists.heap;
  const auto named = [&](int i) { return heap.table({{"name", heap.text(fmt::format("n{}", i))}}); };
  for (int i = 0; i < 40; ++i) heap.items(lists.from).push_back(named(i));
  const LiveDump old = heap.dump();
  const Id made = heap.table();
  for (std::size_t i = 40; i-- > 20;) heap.items(made).push_back(heap.items(lists.from)[i]);
  heap.set(heap.root(), "from", made);
  heap.collect();
  for (int i = 40; i < 50; ++i) heap.items(made).push_back(named(i));
  is_right(old, heap.dump());
}

TEST_CASE("random heaps: few objects are decided wrongly") {
  std::size_t truth = 0;
  Wrong wrong;
  for (unsigned seed = 1; seed <= 25; ++seed) {
    std::mt19937 random(seed);
    LiveHeap heap;
    std::vector<Id> lists;
    for (int i = 0; i < 6; ++i) {
      lists.push_back(heap.table());
      heap.set(heap.root(), "list" + std::to_string(i), lists.back());
    }
    const auto make = [&](std::size_t list) {
      switch (list % 3) {
        case 0:
          return heap.table({{"a", heap.table()}, {"b", heap.table({{"c", heap.table()}})}});
        case 1:
          return heap.table({{"name", heap.text(fmt::format("t{}", random()))}, {"pos", heap.table()}});
        default:
          return heap.table({{"f", heap.function({heap.table()})}, {"on", heap.table()}});
      }
    };
    const auto step = [&] {
      const std::size_t list = random() % lists.size();
      std::vector<Id>& items = heap.items(lists[list]);
      const unsigned what = random() % 4;
      if (what < 2 || items.empty()) {
        const Id made = make(list);
        heap.items(lists[list]).push_back(made);
      } else {
        const auto at = items.begin() + static_cast<std::ptrdiff_t>(random() % items.size());
        if (what == 2) heap.items(lists[(list + 3) % lists.size()]).push_back(*at);
        items.erase(std::find(heap.items(lists[list]).begin(), heap.items(lists[list]).end(), *at));
      }
      if (random() % 50 == 0) heap.collect();
    };
    for (int i = 0; i < 600; ++i) step();
    heap.collect();
    const LiveDump old = heap.dump();
    for (int i = 0; i < 300; ++i) step();
    heap.collect();
    const LiveDump dump = heap.dump();
    wrong += judge(old, dump);
    truth += static_cast<std::size_t>(std::count_if(dump.births.begin(), dump.births.end(),
                                                    [&](std::uint64_t birth) { return birth > old.now; }));
  }
  INFO("new " << truth << ", hidden " << wrong.hidden << ", falsely new " << wrong.falsely);
  CHECK(truth > 5000);
  CHECK(wrong.hidden * 100 < truth * 2);
  CHECK(wrong.falsely * 100 < truth * 5);
}

TEST_CASE("dangling references, roots without objects, empty heaps") {
  const LiveDump empty = LiveHeap().dump();
  is_right(empty, empty);
  const auto load = [](const std::string& objects) {
    return parse_snapshot("{\"objects\":{\n" + objects +
                              "\"0\":{\"type\":\"userdata\",\"cat\":0,\"size\":0}\n},\"roots\":{\n"
                              "\"registry\":\"0x10\"},\"stats\":{\n\"size\":0}}\n",
                          "dangling");
  };
  const Snapshot old = load(
      "\"0x10\":{\"type\":\"table\",\"cat\":0,\"size\":1,\"array\":[\"0x20\",\"0x66\"]},\n"
      "\"0x20\":{\"type\":\"function\",\"cat\":0,\"size\":1,\"proto\":\"0x77\",\"upvalues\":[\"0x88\","
      "\"0x20\"]},\n");
  const Snapshot snapshot = load(
      "\"0x10\":{\"type\":\"table\",\"cat\":0,\"size\":1,\"pairs\":[null,\"0x20\",\"0x66\",null]},\n"
      "\"0x20\":{\"type\":\"function\",\"cat\":0,\"size\":1,\"proto\":\"0x99\",\"upvalues\":[\"0x20\","
      "\"0x99\"]},\n");
  const DecidedMatching decided = match_by_evidence(snapshot, old, match_by_address(snapshot, old), false);
  CHECK(decided.matching.old_of[0] != ObjectId::none);
}

TEST_CASE("programs whose births are known") {
  const std::string folder = HEAPGRAPH_TESTDATA "/truth";
  const std::vector<std::string> names = runs_in(folder);
  REQUIRE(names == std::vector<std::string>{"hidden", "noleak", "noleak2", "promises", "reusemix"});
  for (const std::string& name : names) {
    INFO(name);
    const KnownRun run = load_run(folder, name);
    REQUIRE(run.dumps.size() >= 2);
    Judged judged;
    for (std::size_t number = 1; number < run.dumps.size(); ++number) judged += judge_pair(run, number);
    INFO("new " << judged.truth << ", hidden " << judged.automatic.hidden << ", falsely new "
                << judged.automatic.falsely);
    // In noleak, new jobs took the address and the place of finished ones.
    const std::size_t bound = name == "noleak" ? 10 : 1;
    CHECK(judged.automatic.count() * 100 <= judged.truth * bound);
    if (run.dumps.size() < 3) continue;
    const Judged series = judge_series(run);
    CHECK(series.automatic.count() * 20 <= series.truth + 20);
  }
}
