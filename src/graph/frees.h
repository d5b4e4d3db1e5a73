// SPDX-License-Identifier: MIT
// What would be freed if references were cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/numbered_set.h"
#include "graph/hanging.h"
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

/// Objects that references which count for retention reach whatever is cut, and the references and roots that
/// lead to others: the unchanged part of a heap (`Unchanged`). No cut may be within it.
struct SettledPart {
  const std::vector<bool>& is_settled;
  const std::vector<ChangedLink>& links;        ///< those whose referrer is not settled are ignored
  const std::vector<ChangedLink>& loose_links;  ///< do not count for retention
};

/// The trials in which each object is reached.
class ReachedTrials {
 public:
  /// Bit i: the object is reached in trial i. An object that no root reaches has no bit; one that is freed in
  /// all trials still has bit 63.
  std::uint64_t of(ObjectId id) const {
    return open_.contains(index(id)) ? masks_[open_.number(index(id))] : ~std::uint64_t{0};
  }

  /// Bytes that each of the first `trials` trials would free. O(objects).
  std::vector<std::uint64_t> freed_bytes(const Snapshot& snapshot, std::size_t trials) const;

 private:
  friend class MaskedWalk;
  NumberedSet open_;  ///< objects that are not settled
  std::vector<std::uint64_t> masks_;
};

/// Finds in which trials the roots still reach each object. References that do not count for retention keep
/// alive only what nothing else reaches. One walk does all trials; an object is visited again when a bit is
/// added, so it takes O(objects + edges) if few objects are reached differently in different trials, and 63
/// times as much at worst. With a settled part, it only visits what is not settled.
ReachedTrials reach_without(const Snapshot& snapshot, Cuts cuts, bool follow_weak,
                            const SettledPart* settled = nullptr);

}  // namespace heapgraph
