// SPDX-License-Identifier: MIT
// How the picture and the reports write names and numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/output.h"
#include "heapgraph/report.h"

namespace heapgraph {

/// A name as the picture shows it: visible, `""` if it is empty, shortened if it is longer than anybody
/// reads.
std::string shown_name(std::string_view name);

/// Names from below the root, as the picture shows them, with `/` between.
std::string shown_path(const std::vector<std::string>& names);

/// "1,234 bytes in 12 objects"
std::string in_bytes_and_objects(const Cost& cost);

/// "nothing new", by what was counted.
std::string_view nothing_counted(const Result& result);

/// What the tree holds in all: "new: 1,234 bytes in 12 objects, 3.4% of the 36,294 bytes that the roots
/// reach".
std::string counted_text(const Result& result);

/// "game.luau:12"
std::string place_in_words(std::string_view source, std::uint32_t line);

/// "function update (game.luau:12)", "thread at game.luau:40", "string \"Sword\"", "table".
std::string object_in_words(const ObjectFacts& object);

/// As the dump writes it.
std::string address_text(std::uint64_t address);

/// Which of so many dumps have a place in a line or table: all, or of a long series the first and the last,
/// and `nullopt` where others are left out.
std::vector<std::optional<std::size_t>> shown_dumps(std::size_t dumps);

/// In bytes: "alive 1,234 → 2,345 → 3,456, +1,111 a dump"
std::string series_in_words(std::span<const Cost> series);

}  // namespace heapgraph
