// SPDX-License-Identifier: MIT
// Base64 (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace heapgraph {

inline constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes in base64, with padding. O(bytes).
std::string in_base64(std::string_view bytes);

}  // namespace heapgraph
