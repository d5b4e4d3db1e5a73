// SPDX-License-Identifier: MIT
// What counts under each measure, and by how much.
#include "graph/weights.h"

#include <optional>
#include <string_view>

#include "support/catch.h"
#include "support/tiny_runtime.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

// What goes, stays, grows, shrinks, and comes.
constexpr std::string_view old_heap =
    "tiny heap\n"
    "object 1 box 100 goes\n"
    "object 2 box 200 stays\n"
    "object 3 box 300 grows\n"
    "object 4 box 400 shrinks\n"
    "object 5 box 500 leaps\n"
    "root 0 r 2\n";
constexpr std::string_view new_heap =
    "tiny heap\n"
    "object 2 box 200 stays\n"
    "object 3 box 310 grows\n"
    "object 4 box 390 shrinks\n"
    "object 5 box 5000000500 leaps\n"
    "object 6 box 600 comes\n"
    "root 0 r 2\n";

using Numbers = std::vector<std::uint64_t>;

std::vector<ObjectId> objects_of(std::size_t count) {
  std::vector<ObjectId> objects;
  for (std::size_t i = 0; i < count; ++i) objects.push_back(static_cast<ObjectId>(i));
  return objects;
}

Numbers bytes_of(const Weights& weights, const Snapshot& snapshot) {
  Numbers bytes;
  for (const ObjectId id : objects_of(snapshot.object_count())) bytes.push_back(weights.bytes(snapshot, id));
  return bytes;
}

Numbers growth_of(const Weights& weights, std::size_t count) {
  Numbers growth;
  for (const ObjectId id : objects_of(count)) growth.push_back(weights.growth(id));
  return growth;
}

}  // namespace

TEST_CASE("without a measure every object counts with its size") {
  const Snapshot snapshot = tiny::load(new_heap);
  const Weights weights;
  CHECK(weights.counts_all());
  CHECK_FALSE(weights.has_growth());
  CHECK(bytes_of(weights, snapshot) == Numbers{200, 310, 390, 5000000500, 600});
  CHECK(weights.cost(snapshot, ObjectId{4}) == Cost{600, 1});
}

TEST_CASE("what came counts with its size, what went with the size that it had") {
  const Snapshot old = tiny::load(old_heap);
  const Snapshot snapshot = tiny::load(new_heap);
  const Matching matching = match_by_address(snapshot, old);
  const Weights added = weigh_added(matching);
  CHECK_FALSE(added.counts_all());
  CHECK_FALSE(added.has_growth());
  CHECK(bytes_of(added, snapshot) == Numbers{0, 0, 0, 0, 600});
  CHECK(added.cost(snapshot, ObjectId{0}) == Cost{});
  CHECK(bytes_of(weigh_freed(old, matching), old) == Numbers{100, 0, 0, 0, 0});
}

TEST_CASE("the column of growth has by how much kept objects grew, and nothing else") {
  const Snapshot old = tiny::load(old_heap);
  const Snapshot snapshot = tiny::load(new_heap);
  const Weights weights = weigh_growth(snapshot, old, match_by_address(snapshot, old));
  CHECK(weights.has_growth());
  CHECK(growth_of(weights, 5) == Numbers{0, 10, 0, 5000000000, 0});
  CHECK(bytes_of(weights, snapshot) == Numbers{0, 10, 0, 5000000000, 600});
  CHECK(weights.cost(snapshot, ObjectId{1}) == Cost{10, 1});
  CHECK(weights.cost(snapshot, ObjectId{2}) == Cost{});
}

TEST_CASE("growth that stays is that of the least size since the first dump") {
  const Snapshot first = tiny::load(old_heap);
  Lifetimes lifetimes;
  lifetimes.since = {0, 0, 0, 1, 2};
  lifetimes.to_first.old_of = {ObjectId{1}, ObjectId{2}, ObjectId{3}, ObjectId::none, ObjectId::none};
  lifetimes.least_size = {200, 310, 390, 500, 600};
  const Weights staying = weigh_staying(lifetimes);
  CHECK_FALSE(staying.has_growth());
  const Weights grown = weigh_staying_growth(first, lifetimes);
  CHECK(growth_of(grown, 5) == Numbers{0, 10, 0, 0, 0});
  const Snapshot last = tiny::load(new_heap);
  CHECK(bytes_of(staying, last) == Numbers{0, 0, 0, 5000000500, 0});
  CHECK(bytes_of(grown, last) == Numbers{0, 10, 0, 5000000500, 0});
}

TEST_CASE("weights own their columns and refer to no snapshot") {
  const Snapshot last = tiny::load(new_heap);
  std::optional<Weights> growth;
  std::optional<Weights> added;
  {
    const Snapshot old = tiny::load(old_heap);
    const Snapshot snapshot = tiny::load(new_heap);
    const Matching matching = match_by_address(snapshot, old);
    growth = weigh_growth(snapshot, old, matching);
    added = weigh_added(matching);
  }
  CHECK(growth_of(*growth, 5) == Numbers{0, 10, 0, 5000000000, 0});
  CHECK(added->counts(ObjectId{4}));
  CHECK(bytes_of(*added, last) == Numbers{0, 0, 0, 0, 600});
  const Weights copy = *growth;
  growth.reset();
  CHECK(bytes_of(copy, last) == Numbers{0, 10, 0, 5000000000, 600});
}
