// SPDX-License-Identifier: MIT
// What keeps an object alive: the shortest chain of references from a root, and its other referrers
// (`--why`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/first_paths.h"
#include "graph/weights.h"
#include "heapgraph/report.h"
#include "heapgraph/snapshot.h"
#include "tree/path_pattern.h"
#include "tree/placement.h"

namespace heapgraph {

/// `retained` of every object.
ObjectFacts facts_of(const Snapshot& snapshot, ObjectId id, const std::vector<std::uint64_t>& retained);

/// An identifier (`0x55d0f2a3c590`, or as else the runtime has them) or a path pattern.
class WhyQuery {
 public:
  /// Throws an Error if it is neither. Without a vocabulary that of the first runtime is meant.
  explicit WhyQuery(const std::string& text, const Vocabulary* vocabulary = nullptr);

  const std::string& text() const { return text_; }
  const std::optional<std::uint64_t>& address() const { return address_; }

  /// The objects that are asked about, in the order of the dump. O(objects + nodes).
  std::vector<ObjectId> matches(const Snapshot& snapshot, const Placement& placement) const;

 private:
  std::string text_;
  std::optional<std::uint64_t> address_;
  std::optional<PathPattern> pattern_;
};

struct WhyInputs {
  const Snapshot& snapshot;
  const FirstSteps& steps;
  const std::vector<std::uint64_t>& retained;  ///< bytes, of every object
  const Weights* differing = nullptr;          ///< what counts as new (or freed); null if nothing is compared
  bool follow_weak = false;
  std::size_t most = 20;  ///< answers, and holders of each
};

/// O(objects + edges).
WhyReport explain(const std::string& query, std::vector<ObjectId> matches, const WhyInputs& inputs);

}  // namespace heapgraph
