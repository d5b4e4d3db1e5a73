// SPDX-License-Identifier: MIT
// What cutting references frees, against a naive method: cut them, walk again, compare.
#include "graph/frees.h"

#include <fmt/format.h>

#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/removal.h"
#include "support/tiny_runtime.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// References and roots that are not cut, and the objects that only edges which do not retain lead to.
struct Allowed {
  std::vector<bool> references;
  std::vector<bool> roots;
};

/// Objects that the roots reach. Edges that do not retain lead only to objects that are not in `retained`.
std::vector<bool> reached(const Snapshot& snapshot, const Allowed& allowed, const std::vector<bool>& retained,
                          bool follow_weak) {
  return reached_unless(snapshot, follow_weak, [&](const WalkedLink& link) {
    const bool is_allowed =
        (link.holder == ObjectId::none ? allowed.roots : allowed.references)[link.position];
    return !is_allowed || (!link.retains && retained[index(link.target)]);
  });
}

/// Objects whose references are drawn from all kinds of the tiny runtime.
std::string random_dump(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  constexpr std::array ways = {"to", "to", "to", "mine", "weak", "seen"};
  std::string text = "tiny heap\n";
  const std::size_t count = 1 + below(30);
  for (std::size_t i = 1; i <= count; ++i) {
    text += fmt::format("object {} robot {} r\n", i, 1 + below(1000));
    for (std::size_t edges = below(4); edges > 0; --edges) {
      text += fmt::format("{} n{} {}\n", ways.at(below(ways.size())), edges, 1 + below(count + 1));
    }
  }
  for (std::size_t i = 1 + below(3); i > 0; --i) text += fmt::format("root 0 r{} {}\n", i, 1 + below(count));
  return text;
}

struct Trials {
  Cuts cuts;
  std::vector<Allowed> allowed;  ///< by trial
};

Trials random_trials(const Snapshot& snapshot, std::mt19937& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  Trials trials;
  const std::size_t count = below(4) == 0 ? most_trials : 1 + below(most_trials);
  const Allowed all = {std::vector<bool>(snapshot.edge_count(), true),
                       std::vector<bool>(snapshot.roots().size(), true)};
  for (std::size_t trial = 0; trial < count; ++trial) {
    Allowed& allowed = trials.allowed.emplace_back(all);
    const std::uint64_t bit = std::uint64_t{1} << trial;
    for (std::size_t cuts = snapshot.edge_count() == 0 ? 0 : below(5); cuts > 0; --cuts) {
      const std::size_t position = below(snapshot.edge_count());
      allowed.references[position] = false;
      trials.cuts.references.push_back({position, bit});
    }
    if (below(4) == 0) {
      const std::size_t position = below(snapshot.roots().size());
      allowed.roots[position] = false;
      trials.cuts.roots.push_back({position, bit});
    }
  }
  return trials;
}

}  // namespace

TEST_CASE("what cutting references of random heaps frees, by removal") {
  std::mt19937 random(20261124);
  std::size_t freed_something = 0;
  for (int round = 0; round < 3000; ++round) {
    const Snapshot snapshot = tiny::load(random_dump(random));
    const bool follow_weak = round % 2 == 1;
    const Trials trials = random_trials(snapshot, random);
    const Allowed all = {std::vector<bool>(snapshot.edge_count(), true),
                         std::vector<bool>(snapshot.roots().size(), true)};
    const std::vector<bool> everything(snapshot.object_count(), true);
    const std::vector<bool> nothing(snapshot.object_count(), false);
    const std::vector<bool> retained = reached(snapshot, all, everything, follow_weak);
    const std::vector<bool> before = reached(snapshot, all, nothing, follow_weak);
    const ReachedTrials masks = reach_without(snapshot, trials.cuts, follow_weak);
    const std::vector<std::uint64_t> freed = masks.freed_bytes(snapshot, trials.allowed.size());
    INFO("round " << round);
    bool is_right = true;
    for (std::size_t i = 0; i < snapshot.object_count(); ++i)
      is_right = is_right && (masks.of(static_cast<ObjectId>(i)) >> 63U != 0) == before[i];
    for (std::size_t trial = 0; trial < trials.allowed.size(); ++trial) {
      const std::vector<bool> after = reached(snapshot, trials.allowed[trial], retained, follow_weak);
      std::uint64_t bytes = 0;
      for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
        is_right = is_right && (masks.of(static_cast<ObjectId>(i)) >> trial & 1U) == (after[i] ? 1U : 0U);
        if (before[i] && !after[i]) bytes += snapshot.size(static_cast<ObjectId>(i));
      }
      is_right = is_right && freed[trial] == bytes;
      freed_something += bytes != 0 ? 1 : 0;
    }
    REQUIRE(is_right);
  }
  CHECK(freed_something > 10000);
}

TEST_CASE("what cutting references frees is the same if the settled part of the heap is known") {
  std::mt19937 random(20261130);
  std::size_t loose = 0;
  std::size_t freed_something = 0;
  for (int round = 0; round < 3000; ++round) {
    const Snapshot snapshot = tiny::load(random_dump(random));
    const bool follow_weak = round % 2 == 1;
    const auto mostly = [&](std::size_t count) {
      std::vector<std::uint8_t> kept(count);
      for (std::uint8_t& is_kept : kept) is_kept = random() % 5 == 0 ? 0 : 1;
      return kept;
    };
    const Unchanged unchanged = walk_unchanged(snapshot, mostly(snapshot.edge_count()),
                                               mostly(snapshot.roots().size()), true, follow_weak);
    Cuts cuts;
    for (const ChangedLink& link : unchanged.links) {
      if (random() % 2 == 0) continue;
      const std::uint64_t trials = std::uint64_t{1} << (random() % most_trials);
      (link.holder == ObjectId::none ? cuts.roots : cuts.references).push_back({link.position, trials});
    }
    const SettledPart settled = {unchanged.is_retained, unchanged.links, unchanged.loose_links};
    const ReachedTrials known = reach_without(snapshot, cuts, follow_weak, &settled);
    const ReachedTrials plain = reach_without(snapshot, cuts, follow_weak);
    INFO("round " << round);
    bool is_same = true;
    for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      is_same = is_same && known.of(id) == plain.of(id);
      freed_something += plain.of(id) != 0 && plain.of(id) != ~std::uint64_t{0} ? 1U : 0U;
    }
    REQUIRE(is_same);
    loose += unchanged.loose_links.size();
  }
  CHECK(loose > 100);
  CHECK(freed_something > 1000);
}

TEST_CASE("an object that two references keep which do not retain is freed if both are cut") {
  const Snapshot snapshot = tiny::load(
      "tiny heap\n"
      "object 1 robot 1 r\nto a 2\nto b 3\n"
      "object 2 robot 10 r\nseen x 4\n"
      "object 3 robot 100 r\nseen y 4\n"
      "object 4 robot 1000 r\nto z 5\n"
      "object 5 robot 10000 r\n"
      "root 0 r 1\n");
  const std::size_t first = snapshot.first_edge(ObjectId{0});
  const Cuts cuts = {{{first, 1U | 4U}, {first + 1, 2U | 4U}}, {}};
  CHECK(reach_without(snapshot, cuts, false).freed_bytes(snapshot, 3) ==
        std::vector<std::uint64_t>{10, 100, 11110});
}

TEST_CASE("all trials at once on a deep heap take one walk") {
  constexpr std::size_t count = 100000;
  std::string text = "tiny heap\n";
  for (std::size_t i = 1; i <= count; ++i) {
    text += fmt::format("object {} robot 1 r\n", i);
    if (i < count) text += fmt::format("to n {}\n", i + 1);
  }
  const Snapshot snapshot = tiny::load(text + "root 0 r 1\n");
  Cuts cuts;
  for (std::size_t trial = 0; trial < most_trials; ++trial) {
    cuts.references.push_back({trial * 1000, std::uint64_t{1} << trial});
  }
  const std::vector<std::uint64_t> freed =
      reach_without(snapshot, cuts, false).freed_bytes(snapshot, most_trials);
  for (std::size_t trial = 0; trial < most_trials; ++trial) CHECK(freed[trial] == count - 1 - trial * 1000);
}
