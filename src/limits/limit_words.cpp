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
  if (limit.of == LimitOf::whole) return "total";
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
  return fmt::format("{}{}{}, the limit is {}", check.is_change ? "grew by " : "", measured_in_words(check),
                     check.unit == "objects" ? " objects" : "", limit_in_words(check));
}

std::string outcome_in_words(const LimitReport& limits) {
  const std::size_t count = limits.results.size();
  const std::size_t exceeded = limits.exceeded();
  const std::size_t missing = limits.missing();
  const std::string_view plural = count == 1 ? "" : "s";
  if (limits.is_kept()) return fmt::format("PASSED: {} limit{} kept", count, plural);
  std::string text = "FAILED: ";
  if (exceeded != 0) text += fmt::format("{} of {} limit{} exceeded", exceeded, count, plural);
  if (exceeded != 0 && missing != 0) text += ", ";
  if (missing != 0) {
    text +=
        exceeded != 0 ? fmt::format("{}", missing) : fmt::format("{} of {} limit{}", missing, count, plural);
    text += missing == 1 ? " matches nothing" : " match nothing";
  }
  return text;
}

std::string change_in_words(const BudgetChange& change) {
  const bool are_objects = change.unit == "objects";
  const auto in_words = [&](std::uint64_t amount) {
    return are_objects ? group_digits(amount) : size_for_people(amount);
  };
  return fmt::format("{}: {} {} from {} to {}{}", limit_in_words(change.limit),
                     change.unit == "growth" ? "growth" : "limit",
                     change.after > change.before ? "raised" : "lowered", in_words(change.before),
                     in_words(change.after), are_objects ? " objects" : "");
}

}  // namespace heapgraph
