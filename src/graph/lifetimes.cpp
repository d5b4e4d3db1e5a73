// SPDX-License-Identifier: MIT
// Lifetimes of objects over a series of dumps.
#include "graph/lifetimes.h"

#include <algorithm>
#include <limits>

namespace heapgraph {
namespace {

constexpr std::uint64_t any_size = std::numeric_limits<std::uint64_t>::max();

}  // namespace

Lifetimes lifetimes_of_first(const Snapshot& first) {
  Lifetimes lifetimes;
  lifetimes.since.assign(first.object_count(), 0);
  lifetimes.least_size.assign(first.object_count(), any_size);
  lifetimes.to_first.old_of.reserve(first.object_count());
  for (std::size_t i = 0; i < first.object_count(); ++i) {
    lifetimes.to_first.old_of.push_back(static_cast<ObjectId>(i));
  }
  return lifetimes;
}

Lifetimes follow(const Lifetimes& last, const Matching& matching, const Snapshot& snapshot,
                 std::uint32_t number) {
  Lifetimes next;
  next.to_first.identity = matching.identity;
  next.since.reserve(snapshot.object_count());
  next.to_first.old_of.reserve(snapshot.object_count());
  next.least_size.reserve(snapshot.object_count());
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const ObjectId before = matching.old_of[i];
    const bool is_kept = before != ObjectId::none;
    next.since.push_back(is_kept ? last.since[index(before)] : number);
    next.to_first.old_of.push_back(is_kept ? last.to_first.old_of[index(before)] : ObjectId::none);
    const std::uint64_t size = snapshot.size(static_cast<ObjectId>(i));
    next.least_size.push_back(is_kept ? std::min(size, last.least_size[index(before)]) : size);
  }
  return next;
}

bool stays(const Lifetimes& lifetimes, ObjectId id) {
  return lifetimes.since[index(id)] == 1;
}

}  // namespace heapgraph
