// SPDX-License-Identifier: MIT
// Lifetimes of objects over three or more dumps of one process: which objects stay and which only pass.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/identity.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Lifetimes of the objects of the last dump, as columns indexed by object.
struct Lifetimes {
  /// Position, counted from 0, of the dump in which the object appeared. All later dumps have it too.
  std::vector<std::uint32_t> since;
  /// Smallest size in bytes over the dumps that have the object, the first dump of the series excluded.
  std::vector<std::uint64_t> least_size;
  /// Matching with the first dump; `none` for objects that appeared later.
  Matching to_first;
};

/// Lifetimes of the objects of the first dump. O(objects).
Lifetimes lifetimes_of_first(const Snapshot& first);

/// Lifetimes of the objects of the next dump, whose position in the series is `number`, counted from 0.
/// `last` are those of the dump before, with which `matching` matches it. O(objects).
Lifetimes follow(const Lifetimes& last, const Matching& matching, const Snapshot& snapshot,
                 std::uint32_t number);

/// True if the object was added between the first and the second dump and is in all dumps since.
bool stays(const Lifetimes& lifetimes, ObjectId id);

}  // namespace heapgraph
