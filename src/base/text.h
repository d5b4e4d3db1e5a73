// SPDX-License-Identifier: MIT
// Text for people: numbers with separators, UTF-8, and escapes for what cannot be printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heapgraph {

/// 1234567 -> "1,234,567".
std::string group_digits(std::uint64_t number);

/// A share such as "42.7%"; "0.0%" if the whole is 0.
std::string percentage(std::uint64_t part, std::uint64_t whole);

/// A character of a text: its code point and its number of bytes. A byte that is not UTF-8 counts as a
/// character with `valid` false and the byte as its code.
struct Character {
  std::uint32_t code = 0;
  std::uint32_t bytes = 1;
  bool valid = true;
};

/// First character of a text, which must not be empty.
Character first_character(std::string_view text);

/// True for a space that is no control character: that of ASCII, and the wider and narrower ones.
bool is_space(std::uint32_t code);

/// True if a text begins with what a CI runner takes for a command wherever it stands in a line: `##[`
/// (GitHub, Azure), `##vso[` (Azure), `##teamcity[`, or `##`, other letters, and a bracket.
bool begins_command(std::string_view text);

/// The text with something else for the first number sign of each such command. O(text).
std::string without_commands(std::string_view text, std::string_view number_sign);

/// Escapes everything without a visible shape: control characters, line breaks, bidirectional controls,
/// invisible characters, noncharacters and bytes that are not UTF-8 (`\x01`, `\u{202e}`). The result is
/// valid UTF-8, fits on one line, and is valid in XML once its `<`, `>`, `&` and `"` are escaped. No CI
/// runner takes it for a command: `\x23#[`, and `\x3a:` for `::` where a line may begin, which is at the
/// start and after white space. Nothing changes when the result is escaped again.
std::string escape_unprintable(std::string_view text);

/// Upper bound of the cells of a fixed-width font that a printable text takes. Characters outside the
/// scripts of such fonts come from another font and are counted generously.
std::size_t display_width(std::string_view text);

/// The text, or its beginning and end around "…" if it takes more than `cells`; empty if `cells` is too
/// small for that. Takes time for the cells, not for the whole of a long text.
std::string shorten_in_the_middle(std::string_view text, std::size_t cells);

/// A text of which what cannot be printed is escaped, shortened in the middle. O(cells), however long it is.
std::string shorten_printable(std::string_view text, std::size_t cells);

/// Name as the picture shows it: unprintable characters are escaped, a name without characters is `""`,
/// and a name longer than anybody reads is shortened.
std::string shown_name(std::string_view name);

/// Breaks a text between words into lines of at most `cells`. A longer word gets its own line.
std::vector<std::string> broken_lines(std::string_view text, std::size_t cells);

}  // namespace heapgraph
