// SPDX-License-Identifier: MIT
// Numbers with separators, UTF-8, escapes, display width and shortening.
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace heapgraph {
namespace {

constexpr std::string_view ellipsis = "…";

struct CodeRange {
  std::uint32_t first;
  std::uint32_t last;
};

/// Characters that are invisible, change the order of others, break the line, or are not allowed in XML.
constexpr std::array invisible_ranges = {
    CodeRange{0x0000, 0x001f}, CodeRange{0x007f, 0x009f}, CodeRange{0x00ad, 0x00ad},
    CodeRange{0x061c, 0x061c}, CodeRange{0x115f, 0x1160}, CodeRange{0x17b4, 0x17b5},
    CodeRange{0x180b, 0x180f}, CodeRange{0x200b, 0x200f}, CodeRange{0x2028, 0x202e},
    CodeRange{0x2060, 0x206f}, CodeRange{0x3164, 0x3164}, CodeRange{0xd800, 0xdfff},
    CodeRange{0xfdd0, 0xfdef}, CodeRange{0xfeff, 0xfeff}, CodeRange{0xffa0, 0xffa0},
    CodeRange{0xfff0, 0xfffb}, CodeRange{0xfffe, 0xffff}, CodeRange{0xe0000, 0xe0fff}};

bool is_invisible(std::uint32_t code) {
  if ((code & 0xfffeU) == 0xfffeU) return true;  // the noncharacters at the end of each plane
  for (const CodeRange& range : invisible_ranges) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

/// Symbols that heapgraph itself writes: … ↑ → ↗ −.
constexpr std::array<std::uint32_t, 5> own_symbols = {0x2026, 0x2191, 0x2192, 0x2197, 0x2212};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t cells_of(std::uint32_t code) {
  if (code < 0x0250) return 1;                    // Latin
  if (code >= 0x0370 && code < 0x0530) return 1;  // Greek, Cyrillic
  if (std::find(own_symbols.begin(), own_symbols.end(), code) != own_symbols.end()) return 1;
  return code < 0x3000 ? 2 : 3;
}

}  // namespace

std::string group_digits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t end = digits.size(); end > 3; end -= 3) digits.insert(end - 3, 1, ',');
  return digits;
}

std::string percentage(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{:.1f}%",
                     whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

Character first_character(std::string_view text) {
  const auto byte_at = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte_at(0);
  if (lead < 0x80) return {lead, 1, true};

  const Character invalid = {lead, 1, false};
  std::uint32_t length = 0;
  std::uint32_t smallest = 0;
  if (lead >= 0xc2 && lead <= 0xdf) {
    length = 2;
    smallest = 0x80;
  } else if (lead >= 0xe0 && lead <= 0xef) {
    length = 3;
    smallest = 0x800;
  } else if (lead >= 0xf0 && lead <= 0xf4) {
    length = 4;
    smallest = 0x10000;
  } else {
    return invalid;
  }
  if (text.size() < length) return invalid;

  std::uint32_t code = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint32_t next = byte_at(i);
    if ((next & 0xc0U) != 0x80U) return invalid;
    code = (code << 6U) | (next & 0x3fU);
  }
  if (code < smallest || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return invalid;
  return {code, length, true};
}

bool is_space(std::uint32_t code) {
  return code == ' ' || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
         code == 0x202f || code == 0x205f || code == 0x3000;
}

bool begins_command(std::string_view text) {
  if (!text.starts_with("##")) return false;
  std::size_t end = 2;
  while (end < text.size() && is_letter(text[end])) ++end;
  return end < text.size() && text[end] == '[';
}

std::string without_commands(std::string_view text, std::string_view number_sign) {
  std::string result;
  std::size_t kept = 0;
  for (std::size_t at = text.find("##"); at != std::string_view::npos; at = text.find("##", at + 1)) {
    if (!begins_command(text.substr(at))) continue;
    result.append(text.substr(kept, at - kept)).append(number_sign);
    kept = at + 1;
  }
  return result.append(text.substr(kept));
}

std::string escape_unprintable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  const auto is_shown_as_it_is = [](char c) { return c >= ' ' && c <= '~' && c != ':' && c != '#'; };
  bool may_begin_line = true;
  while (!text.empty()) {
    // Nearly all of a text is plain.
    const auto plain = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_shown_as_it_is) - text.begin());
    result.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (plain != 0) may_begin_line = result.back() == ' ';
    const Character character = first_character(text);
    const bool is_command = (may_begin_line && text.starts_with("::")) || begins_command(text);
    may_begin_line = character.valid && is_space(character.code);
    if (!character.valid || is_command || (character.code < 0x80 && is_invisible(character.code))) {
      fmt::format_to(std::back_inserter(result), "\\x{:02x}", character.code);
    } else if (is_invisible(character.code)) {
      fmt::format_to(std::back_inserter(result), "\\u{{{:x}}}", character.code);
    } else {
      result.append(text.substr(0, character.bytes));
    }
    text.remove_prefix(character.bytes);
  }
  return result;
}

std::size_t display_width(std::string_view text) {
  std::size_t cells = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    cells += cells_of(character.code);
    text.remove_prefix(character.bytes);
  }
  return cells;
}

std::string shorten_in_the_middle(std::string_view text, std::size_t cells) {
  // A character has at most four bytes and at least one cell, so a longer text cannot fit and is not
  // measured.
  if (text.size() <= cells * 4 && display_width(text) <= cells) return std::string(text);
  if (cells < 3) return {};

  const std::size_t head_cells = cells / 2;
  std::size_t used = 0;
  std::size_t head_end = 0;
  while (true) {
    const Character character = first_character(text.substr(head_end));
    if (used + cells_of(character.code) > head_cells) break;
    used += cells_of(character.code);
    head_end += character.bytes;
  }
  std::size_t left = cells - used - 1;
  std::size_t tail_begin = text.size();
  while (tail_begin > head_end) {
    std::size_t before = tail_begin - 1;
    while (before > head_end && (static_cast<unsigned char>(text[before]) & 0xc0U) == 0x80U) --before;
    const std::size_t width = cells_of(first_character(text.substr(before)).code);
    if (width > left) break;
    left -= width;
    tail_begin = before;
  }
  // The text may have the ellipsis of an earlier shortening right at the cut.
  std::string_view head = text.substr(0, head_end);
  std::string_view tail = text.substr(tail_begin);
  if (head.ends_with(ellipsis)) head.remove_suffix(ellipsis.size());
  if (tail.starts_with(ellipsis)) tail.remove_prefix(ellipsis.size());
  return std::string(head) + std::string(ellipsis) + std::string(tail);
}

std::string shorten_printable(std::string_view text, std::size_t cells) {
  // What is left of a text is at its ends, and a cell has at most four bytes.
  const std::size_t enough = (cells + 1) * 4;
  if (text.size() <= 2 * enough) return shorten_in_the_middle(escape_unprintable(text), cells);
  std::string ends = escape_unprintable(text.substr(0, enough));
  ends += escape_unprintable(text.substr(text.size() - enough));
  return shorten_in_the_middle(ends, cells);
}

/// Limit for a name: a heap may have a name of megabytes on each of its nodes.
constexpr std::size_t longest_name = 16384;  // in character cells

std::string shown_name(std::string_view name) {
  // Commands to CI runners have one of these characters.
  const bool is_simple = std::all_of(name.begin(), name.end(),
                                     [](char c) { return c >= ' ' && c <= '~' && c != '#' && c != ':'; });
  if (is_simple && !name.empty() && name.size() <= longest_name) return std::string(name);
  return name.empty() ? "\"\"" : shorten_printable(name, longest_name);
}

std::vector<std::string> broken_lines(std::string_view text, std::size_t cells) {
  std::vector<std::string> lines;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t width = display_width(word);
    if (lines.empty() || used + 1 + width > cells) {
      lines.emplace_back(word);
      used = width;
    } else {
      lines.back() += ' ';
      lines.back() += word;
      used += 1 + width;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace heapgraph
