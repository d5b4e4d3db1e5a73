// SPDX-License-Identifier: MIT
// Objects and references as a Luau programmer would write or call them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/first_paths.h"
#include "heapgraph/snapshot.h"
#include "heapgraph/why.h"

namespace heapgraph {

/// The object to which the first edge of that kind leads, `none` if there is no such edge.
ObjectId target_of(const Snapshot& snapshot, ObjectId id, EdgeKind kind);

/// The label of an object, or something else if it has none or is none.
std::string_view label_of(const Snapshot& snapshot, ObjectId id, std::string_view otherwise);

/// The `__type` of a metatable, as `typeof` in Luau; "userdata" if it has none, or is `none`.
std::string_view type_named_by(const Snapshot& snapshot, ObjectId metatable);

std::string_view type_of_userdata(const Snapshot& snapshot, ObjectId id);

/// Where code is.
struct CodePlace {
  std::string source;  ///< without the `=` or `@` that Luau puts before the name of a chunk; empty: not known
  std::uint32_t line = 0;
};

/// Of a proto, a thread, or a function by its proto; empty for other objects.
CodePlace place_in_code(const Snapshot& snapshot, ObjectId id);

/// "update (game.luau:12)", "anonymous (game.luau:27)", "print (C)".
std::string function_name(const Snapshot& snapshot, ObjectId id);

/// One reference: `.World`, `["Player 7"]`, `[?]`, or words like `upvalue of update (game.luau:12)`.
struct CodeStep {
  std::string text;
  enum class Kind : std::uint8_t {
    code,   ///< can be appended to the code for its holder
    start,  ///< code that says it all: what comes before is not needed
    words,
    nothing  ///< from an upvalue to its value: they are one to a program
  };
  Kind kind = Kind::code;
};

/// `steps` tell which holders are roots; `step` leads to the target, also if it is not its first.
CodeStep step_in_code(const Snapshot& snapshot, const FirstSteps& steps, ObjectId target,
                      const FirstStep& step);

/// The holders of an object from a root to itself.
struct Chain {
  /// Of more than `longest_chain` the first and the last half of so many.
  std::vector<ObjectId> links;
  std::uint64_t length = 0;  ///< all
};

/// Empty if no root reaches the object. O(length).
Chain chain_to(const FirstSteps& steps, ObjectId id);

/// A chain as one line: `_G.World.handlers[?] → upvalue of update (game.luau:12)`.
std::string chain_in_code(const Snapshot& snapshot, const FirstSteps& steps, const Chain& chain);

}  // namespace heapgraph
