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

/// Size in words, such as "199.8 KB"; a KB is 1024 bytes.
std::string size_for_people(std::uint64_t bytes);

}  // namespace heapgraph
