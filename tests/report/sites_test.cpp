// SPDX-License-Identifier: MIT
// Sites of random pairs of dumps: they divide all that changed, and cutting them frees what it is said to.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "report/divide.h"
#include "report/find_sites.h"
#include "report/live_sites.h"
#include "support/catch.h"
#include "support/model.h"
#include "support/removal.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// Objects that the roots reach without some references and roots.
std::vector<bool> reached_without_links(const Snapshot& snapshot, const std::vector<ChangedLink>& cut,
                                        bool follow_weak) {
  std::vector<bool> is_cut(snapshot.edge_count());
  std::vector<bool> is_cut_root(snapshot.roots().size());
  for (const ChangedLink& link : cut) {
    (link.holder == ObjectId::none ? is_cut_root : is_cut)[link.position] = true;
  }
  return reached_unless(snapshot, follow_weak, [&](const WalkedLink& link) {
    return (link.holder == ObjectId::none ? is_cut_root : is_cut)[link.position];
  });
}

std::uint64_t bytes_of(const Snapshot& snapshot, const std::vector<bool>& objects) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i]) bytes += snapshot.size(static_cast<ObjectId>(i));
  }
  return bytes;
}

/// Two dumps of a model that changed between them, and what is the same.
struct Pair {
  Snapshot old;
  Snapshot snapshot;
  Matching matching;
  bool follow_weak = false;

  Pair(Snapshot before, Snapshot after, bool follows_weak)
      : old(std::move(before)),
        snapshot(std::move(after)),
        matching(match_by_address(snapshot, old)),
        follow_weak(follows_weak) {}

  ChangedHeaps heaps() const { return {snapshot, old, matching, follow_weak, false}; }
};

/// What a reader sees of the sites: a line for each, in the order of the alphabet.
std::string rows_of(const Findings& findings) {
  std::vector<std::string> rows;
  for (const Site& site : findings.sites) {
    rows.push_back(fmt::format("{} ({}) {}: {} links, {:+} bytes, {} in {}, {} before; frees {}", site.place,
                               site.path, site.signature, site.links, site.net().bytes, site.after.bytes,
                               site.after.objects, site.before.bytes, site.frees_bytes));
  }
  std::sort(rows.begin(), rows.end());
  return fmt::format("{}", fmt::join(rows, "\n"));
}

Findings find_all(const Pair& pair, unsigned threads = 1) {
  Scheduler scheduler(threads);
  const SiteQuery query = {100000, false, {}};
  return find_sites(pair.heaps(), query, scheduler);
}

void check_sums(const Pair& pair, const Division& division) {
  const std::vector<bool> reached = reached_without_links(pair.snapshot, {}, pair.follow_weak);
  const std::vector<bool> old_reached = reached_without_links(pair.old, {}, pair.follow_weak);
  SiteAmounts all;
  std::int64_t net = 0;
  for (const SiteGroup& group : division.groups) {
    all.added += group.amounts.added;
    all.freed += group.amounts.freed;
    net += group.amounts.net_bytes();
  }
  Cost added;
  Cost freed;
  std::vector<bool> is_old(pair.old.object_count());
  bool is_divided = true;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const bool has_group = division.group_of[i] != no_group;
    is_divided = is_divided && reached[i] == (has_group != division.unchanged.is_unchanged[i]);
    const ObjectId before = pair.matching.old_of[i];
    if (before != ObjectId::none) is_old[index(before)] = true;
    if (reached[i] && before == ObjectId::none) added += {pair.snapshot.size(id), 1};
  }
  for (std::size_t i = 0; i < old_reached.size(); ++i) {
    if (old_reached[i] && !is_old[i]) freed += {pair.old.size(static_cast<ObjectId>(i)), 1};
  }
  REQUIRE(is_divided);
  REQUIRE(all.added == added);
  REQUIRE(all.freed == freed);
  REQUIRE(net == static_cast<std::int64_t>(bytes_of(pair.snapshot, reached)) -
                     static_cast<std::int64_t>(bytes_of(pair.old, old_reached)));
}

void check_frees(const Pair& pair, const Division& division, const Findings& findings) {
  const std::uint64_t alive =
      bytes_of(pair.snapshot, reached_without_links(pair.snapshot, {}, pair.follow_weak));
  std::vector<std::tuple<std::string, std::string, std::int64_t, std::uint64_t>> expected;
  for (std::size_t group = 0; group < division.groups.size(); ++group) {
    const SiteAmounts& amounts = division.groups[group].amounts;
    if (amounts.before().is_nothing() && amounts.after().is_nothing()) continue;
    std::vector<ChangedLink> links;
    for (std::size_t i = 0; i < division.group_of_link.size(); ++i) {
      if (division.group_of_link[i] == group) links.push_back(division.unchanged.links[i]);
    }
    const std::vector<bool> left = reached_without_links(pair.snapshot, links, pair.follow_weak);
    const SitePlace place = division.groups[group].place;
    expected.emplace_back(division.places->code(place), division.places->pattern(place), amounts.net_bytes(),
                          alive - bytes_of(pair.snapshot, left));
  }
  std::vector<std::tuple<std::string, std::string, std::int64_t, std::uint64_t>> actual;
  for (const Site& site : findings.sites) {
    actual.emplace_back(site.place, site.path, site.net().bytes, site.frees_bytes);
    CHECK(site.frees_with_others_bytes >= site.frees_bytes);
  }
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  REQUIRE(actual == expected);
}

}  // namespace

TEST_CASE("sites divide all that changed, and free what their links hold") {
  std::mt19937 random(20261125);
  std::size_t sites = 0;
  for (int round = 0; round < 1500; ++round) {
    INFO("round " << round);
    Model model = random_model(random);
    if (round % 3 == 0) model.collect();
    Snapshot old = model.load();
    mutate(model, random);
    const Pair pair(std::move(old), model.load(), round % 2 == 1);
    Scheduler scheduler(2);
    const std::unique_ptr<Division> division = divide(pair.heaps(), scheduler);
    check_sums(pair, *division);
    const Findings findings = find_all(pair);
    check_frees(pair, *division, findings);
    sites += findings.sites.size();
  }
  CHECK(sites > 3000);
}

TEST_CASE("what no root reaches is a site of its own") {
  std::mt19937 random(20261129);
  std::size_t pairs = 0;
  for (int round = 0; round < 1000; ++round) {
    INFO("round " << round);
    Model model = random_model(random);
    Snapshot old = model.load();
    mutate(model, random);
    const Pair pair(std::move(old), model.load(), false);
    Scheduler scheduler(1);
    ChangedHeaps heaps = pair.heaps();
    heaps.counts_unreached = true;
    const std::unique_ptr<Division> division = divide(heaps, scheduler);
    const std::vector<bool> reached = reached_without_links(pair.snapshot, {}, false);
    const std::vector<bool> old_reached = reached_without_links(pair.old, {}, false);
    SiteAmounts expected;
    Cost all_added;
    std::vector<bool> is_freed(pair.old.object_count(), true);
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const ObjectId before = pair.matching.old_of[i];
      const Cost cost = {pair.snapshot.size(static_cast<ObjectId>(i)), 1};
      if (before == ObjectId::none) {
        all_added += cost;
        if (!reached[i]) expected.added += cost;
        continue;
      }
      is_freed[index(before)] = false;
      const Cost cost_before = {pair.old.size(before), 1};
      if (!reached[i] && old_reached[index(before)]) expected.moved_in += cost_before;
      if (reached[i] && !old_reached[index(before)]) expected.moved_out += cost_before;
    }
    for (std::size_t i = 0; i < old_reached.size(); ++i) {
      if (!old_reached[i] && is_freed[i]) expected.freed += {pair.old.size(static_cast<ObjectId>(i)), 1};
    }
    SiteAmounts actual;
    Cost added;
    for (const SiteGroup& group : division->groups) {
      added += group.amounts.added;
      if (group.is_unreached) actual = group.amounts;
    }
    REQUIRE(actual.added == expected.added);
    REQUIRE(actual.freed == expected.freed);
    REQUIRE(actual.moved_in == expected.moved_in);
    REQUIRE(actual.moved_out == expected.moved_out);
    REQUIRE(added == all_added);
    if (!actual.added.is_nothing() || !actual.moved_in.is_nothing()) ++pairs;
  }
  CHECK(pairs > 50);
}

TEST_CASE("sites do not depend on threads, nor on the order in which a dump lists things") {
  std::mt19937 random(20261126);
  for (int round = 0; round < 1500; ++round) {
    INFO("round " << round);
    Model model = random_model(random);
    const Model before = model;
    mutate(model, random);
    const bool follow_weak = round % 2 == 1;
    const Pair pair(before.load(), model.load(), follow_weak);
    const Findings findings = find_all(pair);
    const Findings threaded = find_all(pair, 4);
    CHECK(rows_of(threaded) == rows_of(findings));
    CHECK(threaded.verdict == findings.verdict);
    const Pair shuffled(before.load(&random), model.load(&random), follow_weak);
    REQUIRE(rows_of(find_all(shuffled)) == rows_of(findings));
  }
}

TEST_CASE("the sites of one dump are parts of what is alive, in whatever order a dump lists things") {
  std::mt19937 random(20261128);
  const SiteQuery query = {20, false, {}};
  for (int round = 0; round < 1000; ++round) {
    INFO("round " << round);
    const Model model = random_model(random);
    const bool follow_weak = round % 2 == 1;
    const Snapshot snapshot = model.load();
    const Findings findings = find_live_sites(snapshot, follow_weak, query);
    Cost all = findings.left_out_after;
    for (const Site& site : findings.sites) {
      all += site.after;
      CHECK(site.before.is_nothing());
      CHECK(site.frees_bytes <= site.frees_with_others_bytes);
    }
    const std::vector<bool> reached = reached_without_links(snapshot, {}, follow_weak);
    CHECK(all.bytes == bytes_of(snapshot, reached));
    CHECK(all.objects == static_cast<std::uint64_t>(std::count(reached.begin(), reached.end(), true)));
    const Findings shuffled = find_live_sites(model.load(&random), follow_weak, query);
    REQUIRE(rows_of(shuffled) == rows_of(findings));
  }
}

TEST_CASE("sites that are not listed are summed") {
  std::mt19937 random(20261127);
  for (int round = 0; round < 100; ++round) {
    Model model = random_model(random);
    const Model before = model;
    mutate(model, random);
    const Pair pair(before.load(), model.load(), false);
    const Findings all = find_all(pair);
    Scheduler scheduler(1);
    const Findings some = find_sites(pair.heaps(), {2, false, {}}, scheduler);
    REQUIRE(some.sites.size() == std::min<std::size_t>(all.sites.size(), 2));
    CHECK(some.left_out == all.sites.size() - some.sites.size());
    Cost left_out_after;
    Cost left_out_before;
    for (std::size_t i = some.sites.size(); i < all.sites.size(); ++i) {
      left_out_after += all.sites[i].after;
      left_out_before += all.sites[i].before;
    }
    CHECK(some.left_out_after == left_out_after);
    CHECK(some.left_out_before == left_out_before);
    CHECK(some.verdict == all.verdict);
  }
}
