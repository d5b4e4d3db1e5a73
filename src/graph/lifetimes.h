// SPDX-License-Identifier: MIT
// Since when objects are there, over three dumps or more of one process: what stays, and what only passes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "graph/identity.h"
#include "heapgraph/load.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Columns by object of the last dump.
struct Lifetimes {
  /// The first of the dumps, counted from 0, that has the object and after which all have it.
  std::vector<std::uint32_t> since;
  /// The smallest size in bytes in the dumps that have the object, the first dump of all left out.
  std::vector<std::uint64_t> least_size;
  /// The object of the first dump that it is, if it is there since then.
  Matching to_first;
};

/// `matchings[i]` says how the objects of dump i + 1 are found in dump i. All dumps were read in full; at
/// least two, oldest first. O(objects of all).
Lifetimes follow_objects(std::span<const Dump> dumps, std::span<const Matching> matchings);

/// True if the object came between the first dump and the second, and is there in all after it.
bool stays(const Lifetimes& lifetimes, ObjectId id);

}  // namespace heapgraph
