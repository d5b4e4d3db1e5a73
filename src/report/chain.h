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

/// Label of an object, or `otherwise` if the label is missing or empty.
std::string_view label_or(const Snapshot& snapshot, ObjectId id, std::string_view otherwise);

/// Place in source code in the form that users know.
struct ShownPlace {
  std::string source;  ///< empty if unknown
  std::uint32_t line = 0;
};

ShownPlace shown_place(const Vocabulary& vocabulary, const Snapshot& snapshot, const Place& place);

/// Writes a reference as code. `steps` tells which referrers are roots. `step` may be any reference to
/// the target, not only the last step of its first path. Without a target the code may tell less; with it
/// this takes O(references of the referrer).
CodeStep step_in_code(const Snapshot& snapshot, const FirstSteps& steps, const FirstStep& step,
                      ObjectId target = ObjectId::none);

/// Objects on the first path from a root to an object, both included.
struct Chain {
  /// All objects, or the first and the last half of `Why::longest_chain` objects of a longer chain.
  std::vector<ObjectId> links;
  std::uint64_t length = 0;  ///< number of objects on the whole path
};

/// First path to an object; empty if the object is unreachable. O(length).
Chain chain_to(const FirstSteps& steps, ObjectId id);

/// Writes a chain in one line, such as `_G.World.handlers[?] → upvalue of update (game.luau:12)`. O(length).
std::string chain_in_code(const Snapshot& snapshot, const FirstSteps& steps, const Chain& chain);

}  // namespace heapgraph
