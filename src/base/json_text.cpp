// SPDX-License-Identifier: MIT
// Conversions between raw text and JSON strings.
#include "base/json_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace heapgraph {
namespace {

/// True if all characters of a text are plain or allowed, by their code.
template <class Allows>
bool consists_of(std::string_view text, Allows allows) {
  while (!text.empty()) {
    if (is_plain_character(text.front())) {
      text.remove_prefix(1);
      continue;
    }
    const Character character = first_character(text);
    if (!character.valid || !allows(character.code)) return false;
    text.remove_prefix(character.bytes);
  }
  return true;
}

bool is_allowed_in_json(std::uint32_t code) {
  return code >= 0x20 && code != '"' && code != '\\';
}

/// JSON with escapes for U+007F to U+009F, which JSON allows in a string and a terminal may obey.
std::string without_controls(std::string_view json) {
  constexpr char delete_character = '\x7f';
  constexpr char first_of_two = '\xc2';  // of U+0080 to U+00BF
  std::string text;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != delete_character && json[i] != first_of_two) continue;
    const Character character = first_character(json.substr(i));
    if (character.code >= 0xa0) continue;
    text.append(json.substr(kept, i - kept)).append(fmt::format("\\u{:04x}", character.code));
    kept = i + character.bytes;
  }
  return text.append(json.substr(kept));
}

}  // namespace

bool stands_for_itself(std::string_view text) {
  return consists_of(text, is_allowed_in_json);
}

bool needs_only_quotes(std::string_view text) {
  const auto allows = [](std::uint32_t code) { return code >= 0xa0; };
  return consists_of(text, allows) && text.find("##") == std::string_view::npos;
}

std::string quoted_as_json(std::string_view text) {
  const auto replace = nlohmann::json::error_handler_t::replace;
  return disarmed_json(nlohmann::json(std::string(text)).dump(-1, ' ', false, replace));
}

std::string disarmed_json(std::string_view json) {
  return without_commands(without_controls(json), "\\u0023");
}

std::string with_valid_characters(std::string_view text) {
  return nlohmann::json::parse(quoted_as_json(text)).get<std::string>();
}

}  // namespace heapgraph
