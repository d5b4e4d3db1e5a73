// SPDX-License-Identifier: MIT
// Sizes in bytes as people write and read them.
#include "base/sizes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace heapgraph {
namespace {

/// Takes the digits at the beginning of a text off it and returns them.
std::string_view take_digits(std::string_view& text) {
  const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
  text.remove_prefix(digits.size());
  return digits;
}

/// Factor of a unit, which is in lower case and without spaces around it.
std::optional<std::uint64_t> scale_of(std::string_view unit) {
  if (unit.empty() || unit == "b") return 1;
  constexpr std::string_view letters = "kmgt";
  const std::size_t power = letters.find(unit.front());
  unit.remove_prefix(1);
  if (power == std::string_view::npos || !(unit.empty() || unit == "b" || unit == "ib")) return std::nullopt;
  return std::uint64_t{1} << (10 * (power + 1));
}

/// Bytes for the decimals of a number with a unit of `scale` bytes, rounded up. Digits beyond the
/// precision of a double are left out.
std::uint64_t part_of(std::string_view decimals, std::uint64_t scale) {
  double number = 0;
  double denominator = 1;
  for (const char digit : decimals.substr(0, std::numeric_limits<double>::digits10)) {
    number = number * 10 + (digit - '0');
    denominator *= 10;
  }
  return static_cast<std::uint64_t>(std::ceil(number / denominator * static_cast<double>(scale)));
}

}  // namespace

// std::from_chars reads fractions only in some standard libraries, and strtod depends on the locale of the
// process, so decimals are read here.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  const std::string_view digits = take_digits(text);
  std::string_view decimals;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    decimals = take_digits(text);
  }
  if (digits.empty() && decimals.empty()) return std::nullopt;
  std::uint64_t whole = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  if (!digits.empty() && error != std::errc{}) return std::nullopt;

  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  std::string unit(text);
  for (char& letter : unit) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  const std::optional<std::uint64_t> scale = scale_of(unit);
  if (!scale) return std::nullopt;

  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  const std::uint64_t part = part_of(decimals, *scale);
  if (whole > (most - part) / *scale) return std::nullopt;
  return whole * *scale + part;
}

std::string size_in_unit_of(std::string_view like, std::uint64_t bytes) {
  const std::string unit(like.substr(std::min(like.find_first_not_of("0123456789."), like.size())));
  // One of the unit; it is in range, as `like` is.
  const std::uint64_t scale = parse_size("1" + unit).value_or(1);
  std::uint64_t whole = bytes / scale;
  std::uint64_t hundredths = (bytes % scale * 100 + scale - 1) / scale;
  whole += hundredths / 100;
  hundredths %= 100;
  std::string number = fmt::format("{}", whole);
  if (hundredths != 0) number += fmt::format(".{:02}", hundredths);
  if (hundredths != 0 && hundredths % 10 == 0) number.pop_back();
  return number + unit;
}

std::string size_for_people(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> units = {"KB", "MB", "GB", "TB"};
  if (bytes < 1024) return fmt::format("{} B", bytes);
  double size = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  // A number from 999.95 on would be printed as 1000.0.
  while (size >= 999.95 && unit + 1 < units.size()) {
    size /= 1024;
    ++unit;
  }
  return fmt::format("{:.1f} {}", size, units[unit]);
}

}  // namespace heapgraph
