// SPDX-License-Identifier: MIT
// References written as Luau code, or as phrases that a Luau programmer would use.
#pragma once

#include <string_view>

#include "heap/vocabulary.h"

namespace heapgraph::luau {

/// Source of a chunk without the `=` or `@` that Luau puts before its name.
std::string_view chunk_name(std::string_view source);

/// True if the text can be the name of a variable.
bool is_identifier(std::string_view text);

/// A reference as code or words: `.World`, `["Player 7"]`, `[?]`, `upvalue of update (game.luau:12)`.
CodeStep step_in_code(const Snapshot& snapshot, const Reference& reference);

}  // namespace heapgraph::luau
