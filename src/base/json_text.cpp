// SPDX-License-Identifier: MIT
// Conversions between raw text and JSON strings.
#include "base/json_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace heapgraph {
namespace {

/// JSON with escapes for U+007F to U+009F, which JSON allows in a string and a terminal may obey.
std::string without_controls(std::string_view json) {
  constexpr char first_of_two = '\xc2';  // of U+0080 to U+00BF
  std::string text;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const bool is_two = json[i] == first_of_two && i + 1 < json.size();
    const unsigned code = static_cast<unsigned char>(is_two ? json[i + 1] : json[i]);
    if (is_two ? code < 0xa0 : code == 0x7f) {
      text += fmt::format("\\u{:04x}", code);
      i += is_two ? 1 : 0;
    } else {
      text += json[i];
    }
  }
  return text;
}

}  // namespace

bool stands_for_itself(std::string_view text) {
  while (!text.empty()) {
    if (is_plain_character(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    const Character character = first_character(text);
    const bool is_special = character.code < 0x20 || character.code == '"' || character.code == '\\';
    if (!character.valid || is_special) return false;
    text.remove_prefix(character.bytes);
  }
  return true;
}

std::string quoted_as_json(std::string_view text) {
  const auto replace = nlohmann::json::error_handler_t::replace;
  return without_commands_in_json(nlohmann::json(std::string(text)).dump(-1, ' ', false, replace));
}

std::string without_commands_in_json(std::string_view json) {
  return without_commands(without_controls(json), "\\u0023");
}

std::string with_valid_characters(std::string_view text) {
  return nlohmann::json::parse(quoted_as_json(text)).get<std::string>();
}

}  // namespace heapgraph
