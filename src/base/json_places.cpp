// SPDX-License-Identifier: MIT
// The places of values in a JSON text.
#include "base/json_places.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace heapgraph {
namespace {

/// Steps through a valid JSON text from token to token.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) { skip_space(); }

  std::size_t at() const { return at_; }
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// Steps past one character and the space after it.
  void step() {
    ++at_;
    skip_space();
  }

  std::string_view read_string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2U : 1U;
    const std::string_view quoted = text_.substr(begin, at_ + 1 - begin);
    step();
    return quoted;
  }

  /// Steps to the comma or bracket after a value.
  void skip_value() {
    std::size_t depth = 0;
    for (;; step()) {
      while (next() == '"') read_string();
      const bool ends = next() == '}' || next() == ']';
      if (next() == '\0' || (depth == 0 && (ends || next() == ','))) return;
      if (next() == '{' || next() == '[') ++depth;
      if (ends) --depth;
    }
  }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Steps to the value of a key and sets `offset` to that of the key; false if there is no such key.
bool enter_key(Scanner& scanner, const std::string& key, std::size_t& offset) {
  if (scanner.next() != '{') return false;
  for (scanner.step(); scanner.next() == '"';) {
    const std::size_t begin = scanner.at();
    const bool is_it = nlohmann::json::parse(scanner.read_string()) == key;
    scanner.step();  // the colon
    if (is_it) {
      offset = begin;
      return true;
    }
    scanner.skip_value();
    if (scanner.next() == ',') scanner.step();
  }
  return false;
}

/// Steps to an entry of a list and sets `offset` to it; false if the list is shorter.
bool enter_position(Scanner& scanner, std::size_t position, std::size_t& offset) {
  if (scanner.next() != '[') return false;
  scanner.step();
  if (scanner.next() == ']') return false;
  for (std::size_t i = 0; i < position; ++i) {
    scanner.skip_value();
    if (scanner.next() != ',') return false;
    scanner.step();
  }
  offset = scanner.at();
  return true;
}

}  // namespace

std::size_t offset_in_json(std::string_view text, const JsonPath& path) {
  Scanner scanner(text);
  std::size_t offset = scanner.at();
  for (const auto& part : path) {
    const bool is_there = std::holds_alternative<std::string>(part)
                              ? enter_key(scanner, std::get<std::string>(part), offset)
                              : enter_position(scanner, std::get<std::size_t>(part), offset);
    if (!is_there) break;
  }
  return offset;
}

std::optional<RepeatedKey> find_repeated_key(std::string_view text) {
  Scanner scanner(text);
  std::vector<std::set<std::string>> keys;  // keys of each open object; an open list has none
  while (scanner.next() != '\0') {
    const char c = scanner.next();
    if (c != '"') {
      if (c == '{' || c == '[') keys.emplace_back();
      if (c == '}' || c == ']') keys.pop_back();
      scanner.step();
      continue;
    }
    const std::size_t begin = scanner.at();
    const std::string_view quoted = scanner.read_string();
    if (scanner.next() != ':') continue;
    std::string key = nlohmann::json::parse(quoted);
    if (!keys.back().insert(key).second) return RepeatedKey{std::move(key), begin};
  }
  return std::nullopt;
}

}  // namespace heapgraph
