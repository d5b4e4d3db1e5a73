// SPDX-License-Identifier: MIT
// Text for people: numbers with separators, and names made visible whatever bytes they hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heapgraph {

/// 1234567 -> "1,234,567".
std::string group_digits(std::uint64_t number);

/// "42.7%"; "0.0%" of nothing.
std::string percentage(std::uint64_t part, std::uint64_t whole);

/// One character of a text: its code point and how many bytes it takes. A byte that is not UTF-8 is a
/// character of its own with `valid` false and the byte as its code.
struct Character {
  std::uint32_t code = 0;
  std::uint32_t bytes = 1;
  bool valid = true;
};

/// The character that begins a text that is not empty.
Character first_character(std::string_view text);

/// The text with everything that has no shape of its own written as an escape: control characters, line
/// breaks, bidirectional controls, invisible characters, noncharacters and bytes that are not UTF-8 (`\x01`,
/// `\u{202e}`). The result is valid UTF-8, fits on one line, and can stand in XML once its `<`, `>`, `&` and
/// `"` are escaped.
std::string escape_unprintable(std::string_view text);

/// How many cells of a fixed-width font a visible text takes at most. Characters outside the scripts that
/// such fonts cover come from another font and are counted generously.
std::size_t display_width(std::string_view text);

/// The text, or its beginning and end around "…" if it takes more than `cells`; empty if nothing of use fits.
std::string shorten_in_the_middle(std::string_view text, std::size_t cells);

/// The text in lines of at most so many cells, broken between words; a longer word has a line of its own.
std::vector<std::string> broken_lines(std::string_view text, std::size_t cells);

}  // namespace heapgraph
