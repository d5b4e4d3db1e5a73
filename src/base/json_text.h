// SPDX-License-Identifier: MIT
// Names that the VM writes as they are, where JSON would have them escaped.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace heapgraph {

/// Printable ASCII but for quote and backslash: stands for itself in JSON.
inline constexpr std::array<bool, 256> is_plain = [] {
  std::array<bool, 256> plain{};
  for (unsigned i = 0x20; i < 0x7f; ++i) plain[i] = i != '"' && i != '\\';
  return plain;
}();

inline bool is_plain_character(char c) {
  return is_plain[static_cast<unsigned char>(c)];
}

/// The text in quotes is a JSON string that means this text.
bool stands_for_itself(std::string_view text);

/// The JSON string that means this text; bytes that are not UTF-8 become U+FFFD.
std::string quoted_as_json(std::string_view text);

/// The text with each byte that is not UTF-8 as U+FFFD.
std::string with_valid_characters(std::string_view text);

}  // namespace heapgraph
