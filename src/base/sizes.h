// SPDX-License-Identifier: MIT
// Sizes as people write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heapgraph {

/// "4096", "64KB", "1.5 MiB": a KB is 1024 bytes, as Luau's users count, and the unit may be in any case with
/// or without the `i`. Nothing if it is no size, or more than 64 bits hold.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// "199.8 KB"; a KB is 1024 bytes.
std::string size_for_people(std::uint64_t bytes);

}  // namespace heapgraph
