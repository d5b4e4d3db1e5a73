// SPDX-License-Identifier: MIT
// A JSON document that is read from front to end, of which only a part is in memory at a time.
#include "runtimes/v8/json_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "base/text.h"
#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

constexpr std::size_t window_size = std::size_t{1} << 20U;

/// Number of line feeds. A counter of one byte lets the compiler compare many characters at a time.
std::uint64_t count_line_feeds(std::string_view text) {
  constexpr std::size_t most = 255;
  std::uint64_t count = 0;
  for (; !text.empty(); text.remove_prefix(std::min(most, text.size()))) {
    std::uint8_t in_block = 0;
    for (const char c : text.substr(0, most)) {
      in_block = static_cast<std::uint8_t>(in_block + (c == '\n' ? 1 : 0));
    }
    count += in_block;
  }
  return count;
}

std::optional<unsigned> hexadecimal(std::string_view digits) {
  if (digits.size() != 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : digits) {
    const auto letter = static_cast<unsigned char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<unsigned>(c - '0');
    } else if (letter >= 'a' && letter <= 'f') {
      value = value * 16 + letter - 'a' + 10;
    } else {
      return std::nullopt;
    }
  }
  return value;
}

void append_utf8(std::string& text, unsigned code) {
  const auto add = [&](unsigned byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0U | code >> 6U);
    add(0x80U | (code & 0x3fU));
  } else if (code < 0x10000) {
    add(0xe0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3fU));
    add(0x80U | (code & 0x3fU));
  } else {
    add(0xf0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3fU));
    add(0x80U | (code >> 6U & 0x3fU));
    add(0x80U | (code & 0x3fU));
  }
}

/// Character of an escape of one letter; 0 if it means nothing.
char short_escape(char letter) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const std::size_t at = letters.find(letter);
  return at != std::string_view::npos ? meanings[at] : '\0';
}

constexpr bool is_high_surrogate(unsigned code) {
  return code >= 0xd800 && code < 0xdc00;
}
constexpr bool is_low_surrogate(unsigned code) {
  return code >= 0xdc00 && code < 0xe000;
}

}  // namespace

std::string unescaped(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t plain = std::min(raw.find('\\'), raw.size());
    text += raw.substr(0, plain);
    raw.remove_prefix(plain);
    if (raw.size() < 2) {
      text += raw;
      break;
    }
    if (const char character = short_escape(raw[1])) {
      text += character;
      raw.remove_prefix(2);
      continue;
    }
    const std::optional<unsigned> code =
        raw[1] == 'u' ? hexadecimal(raw.substr(2, 4)) : std::optional<unsigned>();
    if (!code) {
      text += raw.front();
      raw.remove_prefix(1);
      continue;
    }
    raw.remove_prefix(6);
    constexpr unsigned replacement = 0xfffd;
    if (!is_high_surrogate(*code)) {
      append_utf8(text, is_low_surrogate(*code) ? replacement : *code);
      continue;
    }
    const std::optional<unsigned> low =
        raw.starts_with("\\u") ? hexadecimal(raw.substr(2, 4)) : std::optional<unsigned>();
    if (low && is_low_surrogate(*low)) {
      append_utf8(text, 0x10000 + ((*code - 0xd800) << 10U) + (*low - 0xdc00));
      raw.remove_prefix(6);
    } else {
      append_utf8(text, replacement);
    }
  }
  return text;
}

void JsonStream::fail(const std::string& problem) const {
  throw Error(place(), problem, advice_for_cut);
}

/// Reads more of the input behind what was not consumed. False at its end.
bool JsonStream::fill() {
  if (is_at_end_) return false;
  window_.drop_front(begin_);
  begin_ = 0;
  if (window_.size() >= window_size / 2) window_.reserve(window_.size() * 2);
  window_.reserve(window_size);
  const std::size_t room = std::max(window_size, window_.size() * 2) - window_.size();
  const std::size_t got = input_.read(window_.data() + window_.size(), room);
  window_.set_size(window_.size() + got);
  bytes_read_ += got;
  is_at_end_ = got == 0;
  return !is_at_end_;
}

void JsonStream::advance(std::size_t count) {
  const std::string_view consumed = rest().substr(0, count);
  const std::size_t last_line = consumed.rfind('\n');
  if (last_line == std::string_view::npos) {
    column_ += count;
  } else {
    line_ += count_line_feeds(consumed);
    column_ = count - last_line;
  }
  begin_ += count;
}

char JsonStream::peek() {
  while (true) {
    const std::string_view text = rest();
    const std::size_t at = text.find_first_not_of(" \t\r\n");
    if (at != std::string_view::npos) {
      advance(at);
      return text[at];
    }
    advance(text.size());
    if (!fill()) return '\0';
  }
}

bool JsonStream::accept(char character) {
  if (peek() != character) return false;
  advance(1);
  return true;
}

void JsonStream::expect(char character) {
  if (accept(character)) return;
  if (rest().empty()) fail(fmt::format("ends where '{}' is missing", character));
  fail(fmt::format("'{}' is missing here", character));
}

std::string_view JsonStream::raw_string(std::size_t most) {
  expect('"');
  std::size_t from = 0;
  while (true) {
    const std::string_view text = rest();
    const std::size_t at = text.find_first_of("\"\\", from);
    if (at == std::string_view::npos) {
      from = text.size();
    } else if (text[at] == '"') {
      if (at > most) fail(fmt::format("this string has more than {} bytes", group_digits(most)));
      advance(at + 1);
      return text.substr(0, at);
    } else {
      const bool has_escaped = at + 2 <= text.size();
      from = has_escaped ? at + 2 : at;
      if (has_escaped) continue;
    }
    if (text.size() > most) fail(fmt::format("this string has more than {} bytes", group_digits(most)));
    if (!fill()) {
      advance(rest().size());
      fail("ends within a string");
    }
  }
}

void JsonStream::skip_value() {
  std::uint64_t depth = 0;
  do {
    const char c = peek();
    if (c == '\0') fail("ends within a value");
    if (c == '"') {
      raw_string(std::size_t{1} << 30U);
    } else {
      if (c == '[' || c == '{') ++depth;
      if (c == ']' || c == '}') {
        if (depth == 0) fail("a value is missing here");
        --depth;
      }
      if (depth == 0 && c != ']' && c != '}') {
        // A number or word ends where something else begins.
        while (true) {
          const std::string_view text = rest();
          const std::size_t end = text.find_first_of(",]} \t\r\n");
          advance(std::min(end, text.size()));
          if (end != std::string_view::npos || !fill()) return;
        }
      }
      advance(1);
      if (depth > 0) {
        const std::string_view text = rest();
        advance(std::min(text.find_first_of("[]{}\""), text.size()));
      }
    }
  } while (depth > 0);
}

std::string JsonStream::object_text(std::size_t most) {
  if (peek() != '{') fail("an object is missing here");
  std::string object;
  std::size_t depth = 0;
  bool is_in_string = false;
  bool is_escaped = false;
  while (true) {
    const std::string_view text = rest();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (is_in_string) {
        is_in_string = is_escaped || c != '"';
        is_escaped = !is_escaped && c == '\\';
      } else if (c == '"') {
        is_in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        object += text.substr(0, i + 1);
        advance(i + 1);
        return object;
      }
    }
    object += text;
    if (object.size() > most) fail(fmt::format("this object has more than {} bytes", group_digits(most)));
    advance(text.size());
    if (!fill()) fail("ends within an object");
  }
}

bool JsonStream::next_numbers(TextBuffer& part) {
  if (rest().empty()) fill();
  while (true) {
    const std::string_view text = rest();
    const void* const bracket = text.empty() ? nullptr : std::memchr(text.data(), ']', text.size());
    const bool is_last = bracket != nullptr;
    std::size_t size = 0;
    if (is_last) {
      size = static_cast<std::size_t>(static_cast<const char*>(bracket) - text.data());
    } else {
      const std::size_t comma = text.rfind(',');
      if (comma == std::string_view::npos) {
        if (text.size() >= window_size) fail("this is not an array of numbers");
        if (!fill()) {
          advance(rest().size());
          fail("ends within an array of numbers");
        }
        continue;
      }
      size = comma + 1;
    }
    part.set_size(0);
    part.reserve(size);
    part.append(text.substr(0, size));
    advance(is_last ? size + 1 : size);
    return is_last;
  }
}

}  // namespace heapgraph::v8
