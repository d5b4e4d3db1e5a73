// SPDX-License-Identifier: MIT
// How much each object counts: the costs that are placed on a tree.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

struct Cost {
  std::uint64_t bytes = 0;
  std::uint64_t objects = 0;
  std::uint64_t grown = 0;  ///< the part of the bytes by which kept objects grew

  Cost& operator+=(const Cost& other) {
    bytes += other.bytes;
    objects += other.objects;
    grown += other.grown;
    return *this;
  }
  bool operator==(const Cost&) const = default;
  bool is_nothing() const { return bytes == 0 && objects == 0; }
};

/// What is counted (`--measure`).
enum class Measure : std::uint8_t {
  added,   ///< `new`: objects of NEW that OLD does not have
  growth,  ///< those, and by how much kept objects grew
  freed,   ///< objects of OLD that NEW does not have
  live,    ///< everything in NEW
  /// By how much the nodes of NEW hold more or less than those of OLD: the only one that needs no objects
  /// to be matched, and the one of `--match path`.
  difference
};

/// Those to choose among (`--measure`).
inline constexpr std::array measures = {Measure::added, Measure::growth, Measure::freed, Measure::live};

/// As the command line and the reports name it.
HEAPGRAPH_API std::string_view name_of(Measure measure);

/// What makes an object of NEW an old one (`--identity`).
enum class Identity : std::uint8_t {
  address,  ///< its address is in OLD
  verified  ///< besides, a verified holder holds it by the same edge in both
};

inline constexpr std::array identities = {Identity::address, Identity::verified};

HEAPGRAPH_API std::string_view name_of(Identity identity);

/// Which object of OLD each object of NEW is, `none` if it is new.
struct Matching {
  Identity identity = Identity::address;  ///< by which they were matched
  std::vector<ObjectId> old_of;
};

/// O(objects).
HEAPGRAPH_API Matching match_by_address(const Snapshot& snapshot, const Snapshot& old);

/// Walks both dumps in step from the roots that they have in common. What a verified object of both holds by
/// an edge of the same kind and name, at the same address and of the same type (a proto also of the same
/// source and line), is verified; so is a string of the same text at the same address. Weak references count
/// if `follow_weak`. OLD must have been read in full. O(objects + edges log edges of an object).
HEAPGRAPH_API Matching match_verified(const Snapshot& snapshot, const Snapshot& old, bool follow_weak);

/// The cost of one object. Refers to the snapshots that are compared, which must outlive it.
using CostOf = std::function<Cost(ObjectId)>;

HEAPGRAPH_API CostOf cost_of_live(const Snapshot& snapshot);
HEAPGRAPH_API CostOf cost_of_new(const Snapshot& snapshot, const Matching& matching);
/// A kept object that grew counts as one, with the bytes by which it did.
HEAPGRAPH_API CostOf cost_of_growth(const Snapshot& snapshot, const Snapshot& old, const Matching& matching);
/// Of objects of OLD.
HEAPGRAPH_API CostOf cost_of_freed(const Snapshot& old, const Matching& matching);

}  // namespace heapgraph
