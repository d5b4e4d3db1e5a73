// SPDX-License-Identifier: MIT
// Roles of objects.
//
// Problem: whether an object moved or was born cannot be told from it alone; what happened to its like can
// tell. Method: each object gets one referrer, by the reference with the least hash, and its role is the
// hash of the last three references on the way over these referrers. Only a table of one entry an object is
// needed for it, of one dump at a time.
#include "graph/roles.h"

#include <algorithm>
#include <limits>

#include "base/narrow.h"
#include "heap/names.h"

namespace heapgraph {
namespace {

/// Number of named references of one kind from which on their names are data.
constexpr std::size_t many_names = 24;

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  std::uint64_t mixed = (hash ^ value * 0x9e3779b97f4a7c15U) + 0x632be59bd9b4e019U;
  mixed = (mixed ^ mixed >> 31U) * 0xd6e8feb86659fd93U;
  return mixed ^ mixed >> 29U;
}

/// How an object is referred to: a hash of the reference, and the referrer.
struct Way {
  std::uint32_t hash = std::numeric_limits<std::uint32_t>::max();
  ObjectId holder = ObjectId::none;
};

/// The ways of the objects of one dump.
class Ways {
 public:
  /// `name_of(name)` is the id of a name in NEW.
  template <class NameOf>
  Ways(const Snapshot& snapshot, const HeapPair& pair, NameOf name_of)
      : snapshot_(snapshot), ways_(snapshot.object_count()) {
    std::vector<std::size_t> names(Vocabulary::most_edges);
    for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
      const auto holder = static_cast<ObjectId>(i);
      std::fill(names.begin(), names.end(), 0);
      for (const Edge edge : snapshot.edges(holder)) {
        if (edge.name != NameId::none) ++names[static_cast<std::size_t>(edge.kind)];
      }
      for (const Edge edge : snapshot.edges(holder)) {
        if (!pair.is_followed(edge)) continue;
        const bool is_data = names[static_cast<std::size_t>(edge.kind)] >= many_names;
        const NameId name = is_data ? NameId::none : name_of(snapshot.own_name(edge.name));
        const std::uint64_t from = mix(index(name), static_cast<std::uint64_t>(snapshot.type(holder)));
        const auto hash = low_bits<std::uint32_t>(mix(from, static_cast<std::uint64_t>(edge.kind)));
        Way& way = ways_[index(edge.target)];
        if (hash < way.hash) way = {hash, holder};
      }
    }
  }

  ObjectId holder(ObjectId id) const { return ways_[index(id)].holder; }

  std::uint64_t role(ObjectId id) const {
    auto key = static_cast<std::uint64_t>(snapshot_.type(id));
    for (int step = 0; step < 3 && id != ObjectId::none; ++step, id = ways_[index(id)].holder) {
      key = mix(key, ways_[index(id)].hash);
    }
    return key;
  }

  bool continues_chain(ObjectId id) const {
    const Way& way = ways_[index(id)];
    return way.holder != ObjectId::none && ways_[index(way.holder)].hash == way.hash;
  }

 private:
  const Snapshot& snapshot_;
  std::vector<Way> ways_;
};

}  // namespace

Roles::Roles(const HeapPair& pair) {
  for (std::size_t i = 0; i < pair.old_of.size(); ++i) {
    if (pair.is_undecided(static_cast<ObjectId>(i))) candidates_.push_back({static_cast<ObjectId>(i)});
  }
  if (candidates_.empty()) return;
  count_old(pair);
  count_new(pair);
}

RoleId Roles::role_of(std::uint64_t key) {
  const auto next = narrow_position(keys_.size(), "roles of objects");
  const std::uint32_t id = ids_.find_or_insert(
      key, next, [&](std::uint32_t i) { return keys_[i] == key; }, [&](std::uint32_t i) { return keys_[i]; });
  if (id == next) {
    keys_.push_back(key);
    counts_.emplace_back();
  }
  return static_cast<RoleId>(id);
}

void Roles::count_old(const HeapPair& pair) {
  const Ways ways(pair.old, pair, [&](NameId name) { return pair.name_of_old(name); });
  for (Candidate& candidate : candidates_) {
    const ObjectId before = pair.old_of[index(candidate.object)];
    candidate.old_holder = ways.holder(before);
    candidate.old_role = role_of(ways.role(before));
  }
  std::vector<bool> is_gone(pair.old.object_count(), true);
  for (const ObjectId before : pair.old_of) {
    if (before != ObjectId::none) is_gone[index(before)] = false;
  }
  for (std::size_t i = 0; i < is_gone.size(); ++i) {
    if (!is_gone[i]) continue;
    const RoleId role = role_of(ways.role(static_cast<ObjectId>(i)));
    ++counts_[static_cast<std::size_t>(role)].gone;
  }
}

void Roles::count_new(const HeapPair& pair) {
  const Ways ways(pair.snapshot, pair, [](NameId name) { return name; });
  for (Candidate& candidate : candidates_) {
    candidate.holder = ways.holder(candidate.object);
    candidate.role = role_of(ways.role(candidate.object));
    candidate.continues_chain = ways.continues_chain(candidate.object);
  }
  for (std::size_t i = 0; i < pair.old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!pair.is_added(id)) continue;
    RoleCount& count = counts_[static_cast<std::size_t>(role_of(ways.role(id)))];
    ++count.added;
    const ObjectId before = pair.by_address.old_of[i];
    if (before != ObjectId::none && pair.old.type(before) == pair.snapshot.type(id)) ++count.reused;
  }
}

}  // namespace heapgraph
