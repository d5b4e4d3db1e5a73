// SPDX-License-Identifier: MIT
// What would be freed if references were cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A reference or root that is cut in some of up to 63 trials.
struct Cut {
  std::size_t position = 0;  ///< of the reference in the snapshot, or of the root among the roots
  std::uint64_t trials = 0;  ///< bit i: it is cut in trial i
};

inline constexpr std::size_t most_trials = 63;

/// Cut references and roots of all trials, in any order; a position may occur several times.
struct Cuts {
  std::vector<Cut> references;
  std::vector<Cut> roots;
};

/// Finds for each object in which trials the roots still reach it (bit i: in trial i). An object that no root
/// reaches has no bit; one that is freed in all trials still has bit 63. References that do not count for
/// retention keep alive only what no others lead to, and what that refers to. One walk does all trials; an
/// object is visited again when a bit is added, so it takes O(objects + edges) if few objects are reached
/// differently in different trials, and 63 times as much at worst.
std::vector<std::uint64_t> reach_without(const Snapshot& snapshot, Cuts cuts, bool follow_weak);

/// Bytes that each of the first `trials` trials would free, by the result of `reach_without`. O(objects).
std::vector<std::uint64_t> freed_bytes(const Snapshot& snapshot, const std::vector<std::uint64_t>& reached,
                                       std::size_t trials);

}  // namespace heapgraph
