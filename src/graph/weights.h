// SPDX-License-Identifier: MIT
// How much each object counts under a measure.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/identity.h"
#include "graph/lifetimes.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Columns by object of one snapshot. An object that counts weighs its shallow size, but a kept object that
/// grew weighs the bytes by which it did. About a bit for each object, and 16 bytes for each that grew.
class Weights {
 public:
  /// Every object counts.
  Weights() = default;
  /// The marked objects count.
  explicit Weights(std::vector<bool> counts) : counts_(std::move(counts)) {}

  bool counts(ObjectId id) const { return counts_.empty() || counts_[index(id)]; }
  bool counts_all() const { return counts_.empty(); }
  /// Bytes by which the object grew since the first dump; 0 if it is not a kept object that grew.
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
  std::vector<std::pair<ObjectId, std::uint64_t>> growth_;  ///< of the objects that grew, in their order
};

/// Objects that OLD does not have.
Weights weigh_added(const Matching& matching);

/// Those, and kept objects that grew.
Weights weigh_growth(const Snapshot& snapshot, const Snapshot& old, const Matching& matching);

/// Objects of OLD that NEW does not have.
Weights weigh_freed(const Snapshot& old, const Matching& matching);

/// Objects that stay, with their size in the last dump.
Weights weigh_staying(const Lifetimes& lifetimes);

/// Those, and the objects of the first dump that have been larger in each later one.
Weights weigh_staying_growth(const Snapshot& first, const Lifetimes& lifetimes);

}  // namespace heapgraph
