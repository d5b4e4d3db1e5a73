// SPDX-License-Identifier: MIT
// Sizes in bytes as people write and read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heapgraph {

/// Parses a size such as "4096", "64KB" or "1.5 MiB". A KB is 1024 bytes; the unit may be in any case,
/// with or without the `i`. None if the text is no size, or the size does not fit 64 bits.
std::optional<std::uint64_t> parse_size(std::string_view text);

/// Size in the unit of another text, rounded up: 230000 bytes are "225 KB" in that of "64 KB", and "0.22MB"
/// in that of "1.5MB". `like` must be a size.
std::string size_in_unit_of(std::string_view like, std::uint64_t bytes);

/// Size in words, such as "199.8 KB"; a KB is 1024 bytes.
std::string size_for_people(std::uint64_t bytes);

}  // namespace heapgraph
