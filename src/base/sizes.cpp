// SPDX-License-Identifier: MIT
// Sizes as people write them.
#include "base/sizes.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

namespace heapgraph {

std::optional<std::uint64_t> parse_size(std::string_view text) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || !(number >= 0)) return std::nullopt;
  std::string unit;
  for (const char* at = end; at != text.data() + text.size(); ++at) {
    if (*at != ' ' || !unit.empty()) unit += static_cast<char>(std::tolower(static_cast<unsigned char>(*at)));
  }
  constexpr std::array<std::string_view, 4> letters = {"k", "m", "g", "t"};
  double scale = 1;
  bool is_known = unit.empty() || unit == "b";
  for (const std::string_view letter : letters) {
    if (is_known) break;
    scale *= 1024;
    is_known = unit == letter || unit == std::string(letter) + "b" || unit == std::string(letter) + "ib";
  }
  const double bytes = std::ceil(number * scale);
  constexpr double too_large = 18446744073709551616.0;
  if (!is_known || bytes >= too_large) return std::nullopt;
  return static_cast<std::uint64_t>(bytes);
}

}  // namespace heapgraph
