// SPDX-License-Identifier: MIT
// Objects and places in source code in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "heapgraph/report.h"

namespace heapgraph {

/// Place in the source code in words: "game.luau:12".
std::string place_in_words(std::string_view source, std::uint32_t line);

/// Object in words: "function update (game.luau:12)", "thread at game.luau:40", "string \"Sword\"",
/// "table".
std::string object_in_words(const ObjectFacts& object);

}  // namespace heapgraph
