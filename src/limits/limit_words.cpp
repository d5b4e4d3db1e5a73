// SPDX-License-Identifier: MIT
// Limits in words, for reports and messages.
#include "limits/limit_words.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "base/sizes.h"
#include "base/text.h"

namespace heapgraph {

std::string limit_in_words(const Limit& limit) {
  if (limit.of == LimitOf::whole) return "the whole";
  return fmt::format("{} {}", name_of(limit), escape_unprintable(limit.key));
}

std::string measured_in_words(const LimitCheck& check) {
  const auto size = static_cast<std::uint64_t>(check.measured < 0 ? -check.measured : check.measured);
  const std::string_view sign = !check.is_change ? "" : check.measured < 0 ? "-" : "+";
  return std::string(sign) + (check.unit == "objects" ? group_digits(size) : size_for_people(size));
}

std::string limit_in_words(const LimitCheck& check) {
  return check.unit == "objects" ? group_digits(check.limit) : size_for_people(check.limit);
}

std::string check_in_words(const LimitCheck& check) {
  return fmt::format("{} {}{}, at most {}", check.is_change ? "grew by" : "holds", measured_in_words(check),
                     check.unit == "objects" ? " objects" : "", limit_in_words(check));
}

}  // namespace heapgraph
