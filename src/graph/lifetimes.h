// SPDX-License-Identifier: MIT
// Lifetimes of objects over three or more dumps of one process: which objects stay and which only pass.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/identity.h"
#include "heapgraph/load.h"
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

/// Follows the objects from dump to dump. `matchings[i]` matches the objects of dump i + 1 with those of
/// dump i. There must be at least two dumps, oldest first, all read in full. O(objects of all dumps).
Lifetimes follow_objects(std::span<const Dump> dumps, std::span<const Matching> matchings);

/// True if the object was added between the first and the second dump and is in all dumps since.
bool stays(const Lifetimes& lifetimes, ObjectId id);

}  // namespace heapgraph
