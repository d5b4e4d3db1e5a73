// SPDX-License-Identifier: MIT
// What is said of single objects of a heap: facts, and who refers to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/first_paths.h"
#include "graph/weights.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A snapshot, and what is known of its objects.
struct KnownHeap {
  const Snapshot& snapshot;
  const FirstSteps& steps;
  const std::vector<std::uint64_t>& retained;  ///< retained size of every object, in bytes
  const Weights* differing = nullptr;          ///< counts new (or freed) objects; null if nothing is compared
  bool follow_weak = false;
};

/// Facts of one object, without its retained size.
ObjectFacts facts_of(const Snapshot& snapshot, ObjectId id);

ObjectFacts facts_of(const KnownHeap& heap, ObjectId id);

/// Referrers of an object.
struct Holders {
  std::vector<Holder> named;  ///< some of those besides that on its first path, in the order of the dump
  std::uint64_t count = 0;    ///< number of all
};

/// Referrers of distinct objects, of which at most `most` are named. O(objects + edges).
std::vector<Holders> find_holders(const KnownHeap& heap, const std::vector<ObjectId>& objects,
                                  std::size_t most);

}  // namespace heapgraph
