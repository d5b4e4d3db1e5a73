// SPDX-License-Identifier: MIT
// Conversions between raw text and JSON strings, for names that a runtime writes without escapes.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace heapgraph {

/// True for printable ASCII except quote and backslash. Such a character stands for itself in JSON.
inline constexpr std::array<bool, 256> is_plain = [] {
  std::array<bool, 256> plain{};
  for (unsigned i = 0x20; i < 0x7f; ++i) plain[i] = i != '"' && i != '\\';
  return plain;
}();

inline bool is_plain_character(char c) {
  return is_plain[static_cast<unsigned char>(c)];
}

/// True if the text needs no escapes: in quotes it is a JSON string with the same meaning. O(text).
bool stands_for_itself(std::string_view text);

/// JSON with the same meaning that nothing obeys: it has no command to a CI runner and no control character
/// but those between its values. Number signs and such characters can only be parts of strings there.
std::string disarmed_json(std::string_view json);

/// JSON string with the meaning of a text, disarmed. Bytes that are not UTF-8 become U+FFFD.
std::string quoted_as_json(std::string_view text);

/// True if `quoted_as_json` does no more than add the quotes. May be false for a text with `##`. O(text).
bool needs_only_quotes(std::string_view text);

/// The text with U+FFFD for each byte that is not UTF-8.
std::string with_valid_characters(std::string_view text);

}  // namespace heapgraph
