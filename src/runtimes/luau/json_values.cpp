// SPDX-License-Identifier: MIT
// The values of a dump's JSON, checked for their types and ranges.
#include "runtimes/luau/json_values.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "base/json_fault.h"
#include "base/narrow.h"
#include "base/text.h"
#include "runtimes/luau/json_reader.h"

namespace heapgraph::luau {
namespace {

namespace ondemand = simdjson::ondemand;

std::string_view noun_for(ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::array:
      return "a list";
    case ondemand::json_type::object:
      return "an object";
    case ondemand::json_type::number:
      return "a number";
    case ondemand::json_type::string:
      return "a string";
    case ondemand::json_type::boolean:
      return "true or false";
    case ondemand::json_type::null:
      return "null";
    default:  // simdjson 4 has one more type, for what is no JSON
      return "something else";
  }
}

}  // namespace

std::optional<std::uint64_t> parse_address(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  std::uint64_t address = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), address, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return address;
}

ondemand::object JsonValues::expect_object(ondemand::value& value, std::string_view what) {
  expect_type(value, ondemand::json_type::object, what);
  return value.get_object();
}

ondemand::array JsonValues::expect_array(ondemand::value& value, std::string_view what) {
  expect_type(value, ondemand::json_type::array, what);
  return value.get_array();
}

std::string_view JsonValues::expect_string(ondemand::value& value, std::string_view what) {
  expect_type(value, ondemand::json_type::string, what);
  return value.get_string();
}

std::uint64_t JsonValues::expect_address(ondemand::value& value, std::string_view what) {
  const std::size_t offset = offset_of(value);
  const std::string_view text = expect_string(value, what);
  const std::optional<std::uint64_t> address = parse_address(text);
  if (!address) {
    reject(
        offset,
        describe(fmt::format("{} holds \"{}\", which is not an address", what, shorten_printable(text, 40))),
        advice_for_changed_dump);
  }
  return *address;
}

std::int64_t JsonValues::expect_number(ondemand::value& value, std::string_view what, std::int64_t smallest,
                                       std::int64_t largest) {
  expect_type(value, ondemand::json_type::number, what);
  const std::size_t offset = offset_of(value);
  const std::string_view token = value.raw_json_token();
  ondemand::number number;
  std::optional<std::int64_t> whole;
  if (value.get_number().get(number) != simdjson::SUCCESS) {
    // The number exceeds 64 bits, or the token is no number.
    if (!is_json(token)) throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
  } else if (number.is_int64()) {
    whole = number.get_int64();
  } else if (number.get_number_type() == ondemand::number_type::floating_point_number) {
    // Another program may have written 112 as 112.0. Doubles are not exact from 2^53 on.
    const double real = number.get_double();
    constexpr double exact_below = 9007199254740992.0;
    if (std::abs(real) < exact_below && std::floor(real) == real) whole = static_cast<std::int64_t>(real);
  }
  if (!whole || *whole < smallest || *whole > largest) {
    reject(offset, describe(fmt::format("{} is not a whole number from {} to {}", what, smallest, largest)),
           advice_for_changed_dump);
  }
  return *whole;
}

std::uint64_t JsonValues::expect_c_int(ondemand::value& value, std::string_view what, std::int64_t largest) {
  const std::int64_t size = expect_number(value, what, std::numeric_limits<std::int32_t>::min(), largest);
  return size >= 0 ? static_cast<std::uint64_t>(size) : low_bits<std::uint32_t>(size);
}

void JsonValues::expect_type(ondemand::value& value, ondemand::json_type type, std::string_view what) {
  const ondemand::json_type found = value.type();
  if (found == type) return;
  const std::size_t offset = offset_of(value);
  // A wrong value may not even be JSON: `nul` begins like null. The diagnosis explains that better.
  check_unused(value);
  reject(offset, describe(fmt::format("{} is {}, expected {}", what, noun_for(found), noun_for(type))),
         advice_for_changed_dump);
}

/// Checks that an unused value is JSON. It may be a field that a newer VM writes.
void JsonValues::check_unused(ondemand::value& value) {
  if (!is_json(simdjson::to_json_string(value).value())) throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
}

std::size_t JsonValues::offset_of(ondemand::value& value) const {
  return static_cast<std::size_t>(value.raw_json_token().data() - text_.data());
}

std::string JsonValues::describe(std::string_view what) const {
  return is_in_object_ ? fmt::format("object {:#x}: {}", address_, what) : std::string(what);
}

void JsonValues::reject(std::size_t offset, const std::string& problem, const std::string& advice) {
  throw Rejection{offset, problem, advice};
}

}  // namespace heapgraph::luau
