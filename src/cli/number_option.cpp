// SPDX-License-Identifier: MIT
// Numbers on the command line: digits alone, within bounds.
#include "cli/number_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace heapgraph {
namespace {

/// The option library would take a leading zero for base 8, so it is removed.
void remove_leading_zeros(std::string& text) {
  const std::size_t digits = text.find_first_not_of('0');
  text.erase(0, digits == std::string::npos ? text.size() - 1 : digits);
}

std::optional<std::uint64_t> value_of(std::string_view digits) {
  const bool are_digits =
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (!are_digits || error != std::errc{}) return std::nullopt;
  return value;
}

}  // namespace

CLI::Validator whole_number(std::uint32_t least, std::uint32_t most) {
  const auto take = [least, most](std::string& text) {
    const std::optional<std::uint64_t> value = value_of(text);
    if (!value || *value < least || *value > most) {
      return fmt::format("`{}` is not a whole number from {} to {}", text, least, most);
    }
    remove_leading_zeros(text);
    return std::string();
  };
  return CLI::Validator(take, "");
}

CLI::Validator decimal_number(std::uint32_t most) {
  const auto take = [most](std::string& text) {
    const std::string_view all = text;
    const std::size_t point = std::min(all.find('.'), all.size());
    const std::string_view decimals = all.substr(std::min(point + 1, all.size()));
    const bool has_digits = point + decimals.size() != 0;
    const std::optional<std::uint64_t> value = point == 0 ? 0 : value_of(all.substr(0, point));
    const bool are_decimals =
        std::all_of(decimals.begin(), decimals.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool is_beyond =
        value &&
        (*value > most || (*value == most && decimals.find_first_not_of('0') != std::string_view::npos));
    if (!has_digits || !value || !are_decimals || is_beyond) {
      return fmt::format("`{}` is not a number from 0 to {}", text, most);
    }
    return std::string();
  };
  return CLI::Validator(take, "");
}

}  // namespace heapgraph
