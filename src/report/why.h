// SPDX-License-Identifier: MIT
// The answer to `--why`: the shortest chain of references from a root to an object, and its other referrers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"
#include "report/known_heap.h"
#include "tree/path_pattern.h"
#include "tree/placement.h"

namespace heapgraph {

/// Query for one object by its identifier, written as the runtime does (`0x55d0f2a3c590`), or for the
/// objects that a path pattern matches.
class WhyQuery {
 public:
  /// Throws an Error if the text is neither. Without a vocabulary, that of the first runtime applies.
  explicit WhyQuery(const std::string& text, const Vocabulary* vocabulary = nullptr);

  const std::string& text() const { return text_; }
  const std::optional<std::uint64_t>& address() const { return address_; }

  /// Objects that the query selects, in the order of the dump. O(objects + nodes).
  std::vector<ObjectId> matches(const Snapshot& snapshot, const Placement& placement) const;

 private:
  std::string text_;
  std::optional<std::uint64_t> address_;
  std::optional<PathPattern> pattern_;
};

/// What the explanation of objects needs.
struct WhyInputs {
  KnownHeap heap;
  std::size_t most = 20;  ///< largest number of answers, and of referrers in each
  const std::vector<std::uint32_t>* site_of = nullptr;  ///< as in `Findings`; null or empty if unknown
};

/// Explains the matches that retain most. O(objects + edges + matches log answers).
WhyReport explain(const std::string& query, std::vector<ObjectId> matches, const WhyInputs& inputs);

}  // namespace heapgraph
