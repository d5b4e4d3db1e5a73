// SPDX-License-Identifier: MIT
// Division of all that changed between two dumps into sites.
//
// What hangs where it hung is no part of any site (`graph/hanging.h`). All else hangs from it by links that
// only one dump has. Links at one place form a group. In each dump, the objects below belong to the group
// of the link that leads to them. An object that moved is taken from a group in OLD and added to one in NEW,
// so a place whose contents turn over has about the same amounts on both sides. Links that only one dump has,
// of an object that moved, have places below that object: a queue may hang from another timer each time, but
// what is added to it hangs from the queue.
#include "report/divide.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/large_array.h"
#include "heap/names.h"
#include "report/entries.h"

namespace heapgraph {
namespace {

std::vector<ObjectId> inverse_of(const Matching& matching, std::size_t old_objects) {
  std::vector<ObjectId> new_of = large_array(old_objects, ObjectId::none);
  for (std::size_t i = 0; i < matching.old_of.size(); ++i) {
    const ObjectId before = matching.old_of[i];
    if (before != ObjectId::none) new_of[index(before)] = static_cast<ObjectId>(i);
  }
  return new_of;
}

class Divider {
 public:
  Divider(const ChangedHeaps& heaps, Scheduler& scheduler)
      : heaps_(heaps), scheduler_(scheduler), division_(std::make_unique<Division>()) {}

  std::unique_ptr<Division> divide() {
    walk();
    return divide_walked();
  }

  std::unique_ptr<Division> divide_since_first(KeptLinks kept) {
    keep_since_first(kept.references);
    keep_since_first(kept.roots);
    division_->kept = std::move(kept);
    division_->unchanged = walk_new();
    knows_old_ = false;
    old_.is_unchanged.resize(heaps_.old.object_count());
    return divide_walked();
  }

 private:
  std::unique_ptr<Division> divide_walked() {
    new_of_ = inverse_of(heaps_.matching, heaps_.old.object_count());
    division_->places = std::make_unique<Places>(heaps_.snapshot, division_->unchanged.steps, &heaps_.old,
                                                 &heaps_.matching.old_of);
    group_links();
    rank_groups();
    fill_groups();
    if (heaps_.counts_unreached) add_unreached();
    add_amounts();
    count_links();
    division_->group_of_old = std::move(group_of_old_);
    return std::move(division_);
  }

  void walk() {
    const KeptMarks* const old_marks = heaps_.old_links == nullptr ? nullptr : &heaps_.old_links->references;
    KeptReferences references =
        find_kept_references(heaps_.snapshot, heaps_.old, heaps_.matching, old_marks, scheduler_);
    KeptRoots roots = find_kept_roots(heaps_.snapshot, heaps_.old, heaps_.matching,
                                      heaps_.old_links == nullptr ? nullptr : &heaps_.old_links->roots);
    division_->kept = {std::move(references.in_new), std::move(roots.in_new)};
    old_kept_references_ = std::move(references.in_old);
    Task<Unchanged> walking_old = scheduler_.submit([&] {
      return walk_unchanged(heaps_.old, old_kept_references_, roots.in_old, false, heaps_.follow_weak);
    });
    division_->unchanged = walk_new();
    old_ = walking_old.get();
    old_.order = {};
    division_->unchanged.order = {};  // takes four bytes an object, and nothing below needs it
  }

  Unchanged walk_new() const {
    return walk_unchanged(heaps_.snapshot, division_->kept.references, division_->kept.roots, true,
                          heaps_.follow_weak);
  }

  void group_links() {
    Places& places = *division_->places;
    for (const ChangedLink& link : division_->unchanged.links) {
      const SitePlace place =
          link.holder == ObjectId::none
              ? places.of_root(heaps_.snapshot.text(heaps_.snapshot.roots()[link.position].name))
              : places.below(link.holder, heaps_.snapshot.edge_at(link.position));
      division_->group_of_link.push_back(group_at(place));
    }
    for (const ChangedLink& link : old_.links) {
      const SitePlace place = link.holder == ObjectId::none
                                  ? places.of_root(heaps_.old.text(heaps_.old.roots()[link.position].name))
                                  : places.below_in_old(new_of_[index(link.holder)], link.holder,
                                                        heaps_.old.edge_at(link.position));
      group_of_old_link_.push_back(group_at(place));
    }
  }

  std::uint32_t group_at(SitePlace place) {
    if (index(place) >= group_at_.size()) group_at_.resize(division_->places->size(), no_group);
    std::uint32_t& group = group_at_[index(place)];
    if (group == no_group) {
      group = static_cast<std::uint32_t>(division_->groups.size());  // no more than places
      division_->groups.emplace_back().place = place;
    }
    return group;
  }

  /// Orders groups so that the earlier one is named better.
  void rank_groups() {
    const Places& places = *division_->places;
    std::vector<SiteGroup>& groups = division_->groups;
    std::vector<std::tuple<bool, std::uint32_t, std::string, std::uint32_t>> ranks;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const SitePlace place = groups[i].place;
      ranks.emplace_back(places.is_last_choice(place), places.depth(place),
                         places.code_to_rank(place, groups.size()), static_cast<std::uint32_t>(i));
    }
    std::sort(ranks.begin(), ranks.end());
    std::vector<std::uint32_t> position_of(groups.size());
    std::vector<SiteGroup> ranked;
    for (const auto& rank : ranks) {
      position_of[std::get<3>(rank)] = static_cast<std::uint32_t>(ranked.size());
      ranked.push_back(groups[std::get<3>(rank)]);
    }
    groups = std::move(ranked);
    for (std::uint32_t& group : group_at_) group = group == no_group ? no_group : position_of[group];
    for (std::uint32_t& group : division_->group_of_link) group = position_of[group];
    for (std::uint32_t& group : group_of_old_link_) group = position_of[group];
  }

  void fill_groups() {
    GroupWalk walk(heaps_.snapshot, division_->unchanged, heaps_.follow_weak);
    GroupWalk old_walk(heaps_.old, old_, heaps_.follow_weak);
    // Where an identifier may be used again, an object that seems to have moved may be another one.
    if (heaps_.snapshot.vocabulary()->identifiers == Identifiers::numbers) {
      walk.stop_at_changes(division_->kept.references, heaps_.matching.old_of);
      if (knows_old_) old_walk.stop_at_changes(old_kept_references_, new_of_);
    }
    constexpr int most_rounds = 100;  // a chain of moved and new objects in turn may be as long as the heap
    std::size_t first = 0;
    std::size_t old_first = 0;
    for (int round = 1;; ++round) {
      run(walk, seeds_of(division_->unchanged.links, first, division_->group_of_link), old_walk,
          seeds_of(old_.links, old_first, group_of_old_link_));
      first = division_->unchanged.links.size();
      old_first = old_.links.size();
      group_links_of_moved(walk, old_walk);
      if (first == division_->unchanged.links.size() && old_first == old_.links.size()) break;
      if (round < most_rounds) continue;
      walk.follow_all();
      old_walk.follow_all();
    }
    division_->group_of = walk.take_groups();
    group_of_old_ = old_walk.take_groups();
    old_kept_references_ = {};
  }

  void run(GroupWalk& walk, const GroupSeeds& seeds, GroupWalk& old_walk, const GroupSeeds& old_seeds) {
    Task<void> running_old = scheduler_.submit([&] { old_walk.run(old_seeds); });
    walk.run(seeds);
    running_old.get();
  }

  /// Seeds of the links from a position on, in the order of their groups. A new root names worse what hangs
  /// from a place that was there before, as the global object of a frame that a page has removed.
  GroupSeeds seeds_of(const std::vector<ChangedLink>& links, std::size_t first,
                      const std::vector<std::uint32_t>& group_of_link) const {
    std::vector<std::size_t> order(links.size() - first);
    std::iota(order.begin(), order.end(), first);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(group_of_link[a], a) < std::pair(group_of_link[b], b);
    });
    GroupSeeds seeds;
    for (const std::size_t link : order) {
      const SitePlace place = division_->groups[group_of_link[link]].place;
      const ObjectId holder = links[link].holder;
      const bool is_root = holder == ObjectId::none || holder == heaps_.snapshot.root_object();
      const bool is_put_off = is_root || division_->places->is_last_choice(place);
      (is_put_off ? seeds.put_off : seeds.first).push_back({links[link], group_of_link[link]});
    }
    return seeds;
  }

  /// Gives groups to the links out of moved objects that were found last.
  void group_links_of_moved(GroupWalk& walk, GroupWalk& old_walk) {
    Places& places = *division_->places;
    for (const ChangedLink& link : walk.take_links()) {
      division_->unchanged.links.push_back(link);
      const SitePlace place = places.below(link.holder, heaps_.snapshot.edge_at(link.position));
      division_->group_of_link.push_back(group_at(place));
    }
    for (const ChangedLink& link : old_walk.take_links()) {
      old_.links.push_back(link);
      const ObjectId holder = new_of_[index(link.holder)];
      group_of_old_link_.push_back(
          walk.has_path(holder)
              ? group_at(places.below_in_old(holder, link.holder, heaps_.old.edge_at(link.position)))
              : old_walk.group_of()[index(link.holder)]);
    }
  }

  /// Makes a group of what no root reaches in one of the dumps, less what none reached in both. Where nothing
  /// is known of what OLD reached, only new objects are in it.
  void add_unreached() {
    const auto is_unreached = [](const Unchanged& unchanged, const std::vector<std::uint32_t>& group_of,
                                 ObjectId id) {
      return group_of[index(id)] == no_group && !unchanged.is_unchanged[index(id)];
    };
    // The groups must not change before both dumps were looked through.
    std::vector<ObjectId> objects;
    std::vector<ObjectId> old_objects;
    for (std::size_t i = 0; i < division_->group_of.size(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const ObjectId before = heaps_.matching.old_of[i];
      if (!is_unreached(division_->unchanged, division_->group_of, id)) continue;
      if (before == ObjectId::none || !is_unreached(old_, group_of_old_, before)) objects.push_back(id);
    }
    for (std::size_t i = 0; knows_old_ && i < group_of_old_.size(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const ObjectId now = new_of_[i];
      if (!is_unreached(old_, group_of_old_, id)) continue;
      if (now == ObjectId::none || !is_unreached(division_->unchanged, division_->group_of, now)) {
        old_objects.push_back(id);
      }
    }
    if (objects.empty() && old_objects.empty()) return;
    const std::uint32_t group = group_at(division_->places->of_root(unreached_name));
    division_->groups[group].is_unreached = true;
    for (const ObjectId id : objects) division_->group_of[index(id)] = group;
    for (const ObjectId id : old_objects) group_of_old_[index(id)] = group;
  }

  void add_amounts() {
    find_groups_of_holders();
    for (std::size_t i = 0; i < heaps_.snapshot.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const ObjectId before = heaps_.matching.old_of[i];
      const std::uint64_t bytes = heaps_.snapshot.size(id);
      const std::uint32_t group = division_->group_of[i];
      if (group == no_group) {
        if (!division_->unchanged.is_unchanged[i] || bytes == heaps_.old.size(before)) continue;
        const std::uint32_t group_of_growth = group_of_grown(id);
        add_growth(group_of_growth, id, heaps_.old.size(before), bytes);
        if (bytes > heaps_.old.size(before)) division_->grown.push_back({id, group_of_growth});
      } else if (before == ObjectId::none) {
        division_->groups[group].amounts.added += {bytes, 1};
      } else {
        division_->groups[group].amounts.moved_in += {heaps_.old.size(before), 1};
        if (bytes != heaps_.old.size(before)) add_growth_of_moved(id, before);
      }
    }
    for (std::size_t i = 0; i < heaps_.old.object_count(); ++i) {
      if (group_of_old_[i] == no_group) continue;
      SiteAmounts& amounts = division_->groups[group_of_old_[i]].amounts;
      (new_of_[i] == ObjectId::none ? amounts.freed : amounts.moved_out) +=
          {heaps_.old.size(static_cast<ObjectId>(i)), 1};
    }
  }

  /// Finds for each object with links the group to which most of them belong.
  void find_groups_of_holders() {
    const std::vector<ChangedLink>& links = division_->unchanged.links;
    std::vector<std::uint32_t> groups;
    for (std::size_t begin = 0; begin < links.size();) {
      const ObjectId holder = links[begin].holder;
      std::size_t end = begin;
      groups.clear();
      for (; end < links.size() && links[end].holder == holder; ++end) {
        groups.push_back(division_->group_of_link[end]);
      }
      std::sort(groups.begin(), groups.end());
      std::size_t most = 0;
      std::uint32_t group_of_most = no_group;
      for (std::size_t first = 0, last = 0; first < groups.size(); first = last) {
        while (last < groups.size() && groups[last] == groups[first]) ++last;
        if (last - first > most) {
          most = last - first;
          group_of_most = groups[first];
        }
      }
      if (holder != ObjectId::none) group_of_holder_.emplace(holder, group_of_most);
      begin = end;
    }
  }

  /// A moved object that grew belongs to what hangs from it, if that is a group of its own.
  void add_growth_of_moved(ObjectId id, ObjectId before) {
    const std::uint64_t old_bytes = heaps_.old.size(before);
    const std::uint64_t bytes = heaps_.snapshot.size(id);
    const auto found = group_of_holder_.find(id);
    if (found == group_of_holder_.end()) {
      add_growth(division_->group_of[index(id)], ObjectId::none, old_bytes, bytes);
    } else {
      add_growth(found->second, id, old_bytes, bytes);
    }
  }

  std::uint32_t group_of_grown(ObjectId id) {
    const auto found = group_of_holder_.find(id);
    return found != group_of_holder_.end() ? found->second : group_at(division_->places->of(id));
  }

  void add_growth(std::uint32_t group, ObjectId id, std::uint64_t before, std::uint64_t now) {
    SiteGroup& grown = division_->groups[group];
    if (now < before) grown.amounts.shrunk_bytes += before - now;
    if (now <= before) return;
    grown.amounts.grown += {now - before, 1};
    if (id == ObjectId::none || now - before <= grown.most_grown_bytes) return;
    grown.most_grown = id;
    grown.most_grown_bytes = now - before;
  }

  /// Counts the objects that hang from each place directly. Keys count only where there are no values.
  void count_links() {
    std::vector<bool> is_counted(heaps_.snapshot.object_count());
    const std::vector<ChangedLink>& links = division_->unchanged.links;
    std::vector<std::uint64_t> keys(division_->groups.size());
    for (std::size_t i = 0; i < links.size(); ++i) {
      const std::uint32_t group = division_->group_of_link[i];
      const std::size_t target = index(links[i].target);
      if (is_counted[target] || division_->group_of[target] != group) continue;
      is_counted[target] = true;
      ++(is_key(heaps_.snapshot, links[i]) ? keys[group] : division_->groups[group].links);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      SiteGroup& group = division_->groups[i];
      group.has_only_keys = group.links == 0 && keys[i] != 0;
      if (group.has_only_keys) group.links = keys[i];
    }
  }

  const ChangedHeaps& heaps_;
  Scheduler& scheduler_;
  std::unique_ptr<Division> division_;
  Unchanged old_;                                 ///< the unchanged part of OLD
  KeptMarks old_kept_references_;                 ///< marks of OLD
  bool knows_old_ = true;                         ///< `old_` is filled
  std::vector<ObjectId> new_of_;                  ///< by object of OLD
  std::vector<std::uint32_t> group_at_;           ///< by place
  std::vector<std::uint32_t> group_of_old_link_;  ///< by link of `old_`
  std::vector<std::uint32_t> group_of_old_;       ///< by object of OLD
  std::unordered_map<ObjectId, std::uint32_t> group_of_holder_;
};

}  // namespace

SiteAmounts& SiteAmounts::operator+=(const SiteAmounts& other) {
  added += other.added;
  grown += other.grown;
  freed += other.freed;
  moved_in += other.moved_in;
  moved_out += other.moved_out;
  shrunk_bytes += other.shrunk_bytes;
  return *this;
}

Cost SiteAmounts::after() const {
  return {added.bytes + grown.bytes + moved_in.bytes, added.objects + moved_in.objects};
}

Cost SiteAmounts::before() const {
  return {freed.bytes + moved_out.bytes + shrunk_bytes, freed.objects + moved_out.objects};
}

std::uint64_t reached_bytes(const Snapshot& snapshot, const Division& division) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const bool is_reached = division.group_of[i] != no_group || division.unchanged.is_unchanged[i];
    if (is_reached) bytes += snapshot.size(static_cast<ObjectId>(i));
  }
  return bytes;
}

std::unique_ptr<Division> divide(const ChangedHeaps& heaps, Scheduler& scheduler) {
  return Divider(heaps, scheduler).divide();
}

std::unique_ptr<Division> divide_since_first(const ChangedHeaps& heaps, KeptLinks kept,
                                             Scheduler& scheduler) {
  return Divider(heaps, scheduler).divide_since_first(std::move(kept));
}

}  // namespace heapgraph
