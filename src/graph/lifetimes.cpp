// SPDX-License-Identifier: MIT
// Since when objects are there.
#include "heapgraph/lifetimes.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

constexpr std::uint64_t any_size = std::numeric_limits<std::uint64_t>::max();

/// Without those whose address was surely used again.
Matching match_what_can_be_same(const Snapshot& snapshot, const Snapshot& old) {
  Matching matching = match_by_address(snapshot, old);
  for (std::size_t i = 0; i < matching.old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    ObjectId& before = matching.old_of[i];
    if (before == ObjectId::none) continue;
    const bool has_other_text = (*snapshot.vocabulary())[snapshot.type(id)].same_if == SameIf::text &&
                                snapshot.text(snapshot.label(id)) != old.text(old.label(before));
    if (has_other_text || !can_be_same(snapshot, id, old, before)) before = ObjectId::none;
  }
  return matching;
}

}  // namespace

bool can_be_same(const Snapshot& snapshot, ObjectId id, const Snapshot& old, ObjectId before) {
  const TypeId type = snapshot.type(id);
  const bool has_fixed_size = (*snapshot.vocabulary())[type].has_fixed_size;
  return old.type(before) == type && (!has_fixed_size || old.size(before) == snapshot.size(id));
}

Lifetimes follow_objects(std::span<const Snapshot* const> dumps, Identity identity, bool follow_weak) {
  Lifetimes last;
  const Snapshot& first = *dumps.front();
  last.since.assign(first.object_count(), 0);
  last.least_size.assign(first.object_count(), any_size);
  last.to_first.identity = identity;
  for (std::size_t i = 0; i < first.object_count(); ++i) {
    last.to_first.old_of.push_back(static_cast<ObjectId>(i));
  }
  for (std::size_t number = 1; number < dumps.size(); ++number) {
    const Snapshot& old = *dumps[number - 1];
    const Snapshot& snapshot = *dumps[number];
    const Matching matching = identity == Identity::verified ? match_verified(snapshot, old, follow_weak)
                                                             : match_what_can_be_same(snapshot, old);
    Lifetimes next;
    next.to_first.identity = identity;
    for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
      const ObjectId before = matching.old_of[i];
      const bool is_kept = before != ObjectId::none;
      next.since.push_back(is_kept ? last.since[index(before)] : static_cast<std::uint32_t>(number));
      next.to_first.old_of.push_back(is_kept ? last.to_first.old_of[index(before)] : ObjectId::none);
      const std::uint64_t size = snapshot.size(static_cast<ObjectId>(i));
      next.least_size.push_back(is_kept ? std::min(size, last.least_size[index(before)]) : size);
    }
    last = std::move(next);
  }
  return last;
}

bool stays(const Lifetimes& lifetimes, ObjectId id) {
  return lifetimes.since[index(id)] == 1;
}

Stays count_stays(const Snapshot& snapshot, const Placement& placement, const Lifetimes& lifetimes,
                  const Lifetimes& verified) {
  Stays sum;
  for (std::size_t i = 0; i < placement.node_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (placement.node_of[i] == NodeId::none) continue;
    const Cost cost = {snapshot.size(id), 1};
    if (lifetimes.since[i] == 0) {
      if (stays(verified, id)) sum.hidden += cost;
      continue;
    }
    const bool is_staying = stays(lifetimes, id);
    (is_staying ? sum.staying : sum.later) += cost;
    if (is_staying && !stays(verified, id)) sum.unconfirmed += cost;
  }
  return sum;
}

CostOf cost_of_staying(const Snapshot& snapshot, const Lifetimes& lifetimes) {
  return [&snapshot, &lifetimes](ObjectId id) {
    return stays(lifetimes, id) ? Cost{snapshot.size(id), 1} : Cost{};
  };
}

CostOf cost_of_staying_growth(const Snapshot& snapshot, const Snapshot& first, const Lifetimes& lifetimes) {
  return [&snapshot, &first, &lifetimes](ObjectId id) {
    if (stays(lifetimes, id)) return Cost{snapshot.size(id), 1};
    const ObjectId before = lifetimes.to_first.old_of[index(id)];
    if (before == ObjectId::none) return Cost{};
    const std::uint64_t size = lifetimes.least_size[index(id)];
    if (size <= first.size(before)) return Cost{};
    const std::uint64_t grown = size - first.size(before);
    return Cost{grown, 1, grown};
  };
}

}  // namespace heapgraph
