// SPDX-License-Identifier: MIT
// Weights of objects under a measure.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/identity.h"
#include "graph/lifetimes.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Weights of the objects of one snapshot, as columns indexed by object. An object that counts weighs
/// its shallow size, except that a kept object that grew weighs its growth in bytes. Memory is at most
/// two bits per object, and 16 bytes per object that grew.
class Weights {
 public:
  /// Weights in which every object counts.
  Weights() = default;
  /// Weights in which the marked objects count.
  explicit Weights(std::vector<bool> counts) : counts_(std::move(counts)) {}

  bool counts(ObjectId id) const { return counts_.empty() || counts_[index(id)]; }
  bool counts_all() const { return counts_.empty(); }
  /// Growth of a kept object in bytes since the first dump; 0 for objects that did not grow or were not kept.
  std::uint64_t growth(ObjectId id) const {
    return has_grown_.empty() || !has_grown_[index(id)] ? 0 : growth_of(id);
  }
  bool has_growth() const { return !has_grown_.empty(); }

  std::uint64_t bytes(const Snapshot& snapshot, ObjectId id) const {
    if (!counts(id)) return 0;
    const std::uint64_t grown = growth(id);
    return grown != 0 ? grown : snapshot.size(id);
  }
  Cost cost(const Snapshot& snapshot, ObjectId id) const {
    return counts(id) ? Cost{bytes(snapshot, id), 1} : Cost{};
  }

 private:
  friend class GrowthCollector;
  std::uint64_t growth_of(ObjectId id) const;

  std::vector<bool> counts_;                                ///< empty if every object counts
  std::vector<bool> has_grown_;                             ///< empty if growth is not measured
  std::vector<std::pair<ObjectId, std::uint64_t>> growth_;  ///< growth in bytes, sorted by object
};

/// Counts the objects that OLD does not have. O(objects).
Weights weigh_added(const Matching& matching);

/// Counts the objects that OLD does not have, and the kept objects that grew. O(objects).
Weights weigh_growth(const Snapshot& snapshot, const Snapshot& old, const Matching& matching);

/// Counts the objects of OLD that NEW does not have. O(objects of both).
Weights weigh_freed(const Snapshot& old, const Matching& matching);

/// Counts the objects that stay, with their size in the last dump. O(objects).
Weights weigh_staying(const Lifetimes& lifetimes);

/// Counts the objects that stay, and the objects of the first dump that were larger in each later one.
/// The latter weigh their least growth. O(objects).
Weights weigh_staying_growth(const Snapshot& first, const Lifetimes& lifetimes);

}  // namespace heapgraph
