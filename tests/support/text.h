// SPDX-License-Identifier: MIT
// Texts that tests look into and write.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace heapgraph::test {

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Text as JSON has it, in quotes. U+FFFD stands for bytes that are no UTF-8.
inline std::string json_string(std::string_view text) {
  return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace heapgraph::test
