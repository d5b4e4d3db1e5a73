// SPDX-License-Identifier: MIT
// Since when objects are there, over three dumps or more of one process: what stays, and what only passes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/diff.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Of every object of the last dump.
struct Lifetimes {
  /// The first of the dumps, counted from 0, that has it and after which all have it.
  std::vector<std::uint32_t> since;
  /// In bytes, its smallest size in the dumps that have it, but for the first dump of all.
  std::vector<std::uint64_t> least_size;
  /// Which object of the first dump it is, if it is there since then.
  Matching to_first;
};

/// An object is still there if the next dump has one at its address that can be the same: of the same type,
/// and with the same text or size if objects of this type keep theirs. With `verified` it must be the same by
/// `match_verified`. All dumps in full, at least two, oldest first. O(objects of all), with `verified` as
/// much as `match_verified` for each two.
HEAPGRAPH_API Lifetimes follow_objects(std::span<const Snapshot* const> dumps, Identity identity,
                                       bool follow_weak);

/// No type changes, and none of the sizes that objects keep for life.
HEAPGRAPH_API bool can_be_same(const Snapshot& snapshot, ObjectId id, const Snapshot& old, ObjectId before);

/// Came between the first dump and the second, and is there in all after it.
HEAPGRAPH_API bool stays(const Lifetimes& lifetimes, ObjectId id);

/// What came between the first and the second of three dumps or more, as far as roots reach it in the last.
struct Stays {
  Cost staying;      ///< is there in all dumps since
  Cost later;        ///< came after the second dump, so that it may still go
  Cost unconfirmed;  ///< the part of what stays that `verified` would not take for the same objects
  Cost hidden;       ///< stays by `verified`, but its address is as old as the first dump
};

/// `verified` are the lifetimes by that identity. O(objects).
HEAPGRAPH_API Stays count_stays(const Snapshot& snapshot, const Placement& placement,
                                const Lifetimes& lifetimes, const Lifetimes& verified);

/// What stays, with its size in the last dump.
HEAPGRAPH_API CostOf cost_of_staying(const Snapshot& snapshot, const Lifetimes& lifetimes);

/// That, and for objects of the first dump the bytes by which they have been larger in each later one.
HEAPGRAPH_API CostOf cost_of_staying_growth(const Snapshot& snapshot, const Snapshot& first,
                                            const Lifetimes& lifetimes);

}  // namespace heapgraph
