// SPDX-License-Identifier: MIT
// How much each object counts: the costs that are placed on a tree.
#pragma once

#include <cstdint>
#include <functional>

#include "heapgraph/snapshot.h"

namespace heapgraph {

struct Cost {
  std::uint64_t bytes = 0;
  std::uint64_t objects = 0;

  Cost& operator+=(const Cost& other) {
    bytes += other.bytes;
    objects += other.objects;
    return *this;
  }
  bool operator==(const Cost&) const = default;
  bool is_nothing() const { return bytes == 0 && objects == 0; }
};

/// What is counted (`--measure`).
enum class Measure : std::uint8_t {
  fresh,  ///< `new`: objects of NEW whose address is not in OLD
  live    ///< everything in NEW
};

/// The cost of one object. Refers to the snapshot that is counted, which must outlive it.
using CostOf = std::function<Cost(ObjectId)>;

CostOf cost_of_live(const Snapshot& snapshot);
/// O(objects); `old` is not needed afterwards.
CostOf cost_of_new(const Snapshot& snapshot, const Snapshot& old);

}  // namespace heapgraph
