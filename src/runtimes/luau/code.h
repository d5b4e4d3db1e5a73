// SPDX-License-Identifier: MIT
// References as a Luau programmer would write or call them.
#pragma once

#include <string_view>

#include "heap/vocabulary.h"

namespace heapgraph::luau {

/// The source of a chunk without the `=` or `@` that Luau puts before its name.
std::string_view chunk_name(std::string_view source);

/// `.World`, `["Player 7"]`, `[?]`, or words like `upvalue of update (game.luau:12)`.
CodeStep step_in_code(const Snapshot& snapshot, const Reference& reference);

}  // namespace heapgraph::luau
