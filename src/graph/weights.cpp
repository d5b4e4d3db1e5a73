// SPDX-License-Identifier: MIT
// Weights of objects under a measure.
#include "graph/weights.h"

#include <algorithm>

namespace heapgraph {

/// Builder of weights. Objects must be added in ascending order, since growth is found by binary search.
class GrowthCollector {
 public:
  explicit GrowthCollector(std::size_t objects) {
    weights_.counts_.resize(objects);
    weights_.has_grown_.resize(objects);
  }

  void add(ObjectId id) { weights_.counts_[index(id)] = true; }
  void add_growth(ObjectId id, std::uint64_t before, std::uint64_t now) {
    if (now <= before) return;
    add(id);
    weights_.has_grown_[index(id)] = true;
    weights_.growth_.emplace_back(id, now - before);
  }
  Weights take() { return std::move(weights_); }

 private:
  Weights weights_;
};

std::uint64_t Weights::growth_of(ObjectId id) const {
  return std::lower_bound(growth_.begin(), growth_.end(), std::pair(id, std::uint64_t{0}))->second;
}

Weights weigh_added(const Matching& matching) {
  std::vector<bool> counts(matching.old_of.size());
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = matching.old_of[i] == ObjectId::none;
  return Weights(std::move(counts));
}

Weights weigh_growth(const Snapshot& snapshot, const Snapshot& old, const Matching& matching) {
  GrowthCollector collector(snapshot.object_count());
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const ObjectId before = matching.old_of[i];
    if (before == ObjectId::none) {
      collector.add(id);
    } else {
      collector.add_growth(id, old.size(before), snapshot.size(id));
    }
  }
  return collector.take();
}

Weights weigh_freed(const Snapshot& old, const Matching& matching) {
  std::vector<bool> counts(old.object_count(), true);
  for (const ObjectId id : matching.old_of) {
    if (id != ObjectId::none) counts[index(id)] = false;
  }
  return Weights(std::move(counts));
}

Weights weigh_staying(const Lifetimes& lifetimes) {
  std::vector<bool> counts(lifetimes.since.size());
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = stays(lifetimes, static_cast<ObjectId>(i));
  return Weights(std::move(counts));
}

Weights weigh_staying_growth(const Snapshot& first, const Lifetimes& lifetimes) {
  GrowthCollector collector(lifetimes.since.size());
  for (std::size_t i = 0; i < lifetimes.since.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const ObjectId before = lifetimes.to_first.old_of[i];
    if (stays(lifetimes, id)) {
      collector.add(id);
    } else if (before != ObjectId::none) {
      collector.add_growth(id, first.size(before), lifetimes.least_size[i]);
    }
  }
  return collector.take();
}

}  // namespace heapgraph
