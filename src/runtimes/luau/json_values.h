// SPDX-License-Identifier: MIT
// The values of a dump's JSON, checked for their types and ranges.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heapgraph::luau {

/// Advice about JSON that is no dump.
inline constexpr const char* advice_for_other_text =
    "check that this file is a heap dump of Luau, or a snapshot of V8, and was not changed";
inline constexpr const char* advice_for_no_dump = "make a dump with lua_memorydump, as the README shows";

/// Advice about JSON that contradicts the format of a dump.
inline constexpr const char* advice_for_changed_dump =
    "if another program changed this dump, use the one that Luau wrote";

/// Parses an address as `%p` prints it: `0x55d0f2a3c590` on most systems, sixteen digits without a prefix
/// on Windows. None if the text is no address.
std::optional<std::uint64_t> parse_address(std::string_view text);

/// Reads the values of one text. Each function throws a `Rejection` if a value is valid JSON but not what
/// is expected; `what` names the value.
class JsonValues {
 public:
  explicit JsonValues(std::string_view text) : text_(text) {}

  /// Makes messages name the object until `leave_object`.
  void enter_object(std::uint64_t address) {
    is_in_object_ = true;
    address_ = address;
  }
  void leave_object() { is_in_object_ = false; }

  simdjson::ondemand::object expect_object(simdjson::ondemand::value& value, std::string_view what);
  simdjson::ondemand::array expect_array(simdjson::ondemand::value& value, std::string_view what);
  std::string_view expect_string(simdjson::ondemand::value& value, std::string_view what);
  std::uint64_t expect_address(simdjson::ondemand::value& value, std::string_view what);
  /// Reads a whole number from `smallest` to `largest`.
  std::int64_t expect_number(simdjson::ondemand::value& value, std::string_view what, std::int64_t smallest,
                             std::int64_t largest);
  /// Reads a number that the VM prints through a C `int`, such as a size, which is negative from 2 GiB on.
  std::uint64_t expect_c_int(simdjson::ondemand::value& value, std::string_view what, std::int64_t largest);
  void expect_type(simdjson::ondemand::value& value, simdjson::ondemand::json_type type,
                   std::string_view what);
  void check_unused(simdjson::ondemand::value& value);

  std::size_t offset_of(simdjson::ondemand::value& value) const;
  std::string describe(std::string_view what) const;
  [[noreturn]] static void reject(std::size_t offset, const std::string& problem, const std::string& advice);

 private:
  std::string_view text_;
  bool is_in_object_ = false;
  std::uint64_t address_ = 0;
};

}  // namespace heapgraph::luau
