// SPDX-License-Identifier: MIT
// Texts that a page carries compressed.
#pragma once

#include <string>
#include <string_view>

namespace heapgraph {

/// The text as a zlib stream (RFC 1950, which browsers call `deflate`) in base64. The same text gives the
/// same bytes with the same zlib. Throws `std::bad_alloc`. O(text).
std::string packed_text(std::string_view text);

}  // namespace heapgraph
