// SPDX-License-Identifier: MIT
// Texts as gzip and zstd pack them, each with a checksum behind what is packed, and back from zlib and
// base64.
#pragma once

#include <string>
#include <string_view>

namespace heapgraph::test {

std::string gzip(std::string text);
std::string zstd(const std::string& text);

/// The text of a zlib stream in base64; empty if it is none.
std::string inflated_base64(std::string_view packed);

}  // namespace heapgraph::test
