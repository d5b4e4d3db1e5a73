// SPDX-License-Identifier: MIT
// Shortest paths from a root to an object, written as the runtime's language writes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "graph/first_paths.h"
#include "heap/vocabulary.h"

namespace heapgraph {

/// The label of an object, or something else if it has none or an empty one.
std::string_view label_or(const Snapshot& snapshot, ObjectId id, std::string_view otherwise);

/// A place as users know it.
struct ShownPlace {
  std::string source;  ///< empty if it is not known
  std::uint32_t line = 0;
};

ShownPlace shown_place(const Vocabulary& vocabulary, const Snapshot& snapshot, const Place& place);

/// `steps` tell which holders are roots; `step` leads to the target, also if it is not its first.
CodeStep step_in_code(const Snapshot& snapshot, const FirstSteps& steps, const FirstStep& step);

/// The objects on the way from a root to an object, both included.
struct Chain {
  /// Of more than `Why::longest_chain` the first and the last half of so many.
  std::vector<ObjectId> links;
  std::uint64_t length = 0;  ///< all
};

/// Empty if no root reaches the object. O(length).
Chain chain_to(const FirstSteps& steps, ObjectId id);

/// A chain as one line: `_G.World.handlers[?] → upvalue of update (game.luau:12)`.
std::string chain_in_code(const Snapshot& snapshot, const FirstSteps& steps, const Chain& chain);

}  // namespace heapgraph
