// SPDX-License-Identifier: MIT
// Base64.
#include "base/base64.h"

#include <cstddef>
#include <cstdint>

namespace heapgraph {

std::string in_base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 3; ++j) {
      group = group << 8U | (j < bytes.size() ? static_cast<unsigned char>(bytes[j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_padding = i + j > bytes.size();
      text += is_padding ? '=' : base64_digits[group >> (18 - 6 * j) & 63U];
    }
  }
  return text;
}

}  // namespace heapgraph
