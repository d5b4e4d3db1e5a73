// SPDX-License-Identifier: MIT
// Conversions between raw text and JSON strings.
#include "base/json_text.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace heapgraph {

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
  return without_commands(json, "\\u0023");
}

std::string with_valid_characters(std::string_view text) {
  return nlohmann::json::parse(quoted_as_json(text)).get<std::string>();
}

}  // namespace heapgraph
