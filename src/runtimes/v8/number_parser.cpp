// SPDX-License-Identifier: MIT
// A parser of whole numbers between commas.
//
// A snapshot of hundreds of megabytes is little else than numbers of one to eight digits. One loop over the
// digits, without a branch for each kind of white space, reads them faster than a general parser of JSON,
// which has to find out the type of each value and to keep it.
#include "runtimes/v8/number_parser.h"

#include <algorithm>

namespace heapgraph::v8 {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

unsigned digit(char c) {
  return static_cast<unsigned>(static_cast<unsigned char>(c)) - '0';
}

/// Digits of the largest number that always fits into 64 bits.
constexpr std::ptrdiff_t most_digits = 19;

}  // namespace

std::size_t Numbers::parse(std::string_view text) {
  // Every number takes a digit and a comma.
  const std::size_t most = text.size() / 2 + 1;
  if (capacity_ < most) {
    values_.reset(new std::uint32_t[most]);
    capacity_ = most;
  }
  large_.clear();
  std::uint32_t* to = values_.get();
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto skip_space = [&] {
    while (at != end && is_space(*at)) ++at;
  };
  while (true) {
    skip_space();
    if (at == end) break;
    const bool is_negative = *at == '-';
    if (is_negative) ++at;
    const char* const first = at;
    std::uint64_t value = 0;
    for (; at != end && digit(*at) < 10; ++at) value = value * 10 + digit(*at);
    if (at == first || at - first > most_digits) {
      at = first;
      break;
    }
    if (is_negative) value = 0 - value;
    if (value >= large) {
      large_.emplace_back(static_cast<std::size_t>(to - values_.get()), value);
      value = large;
    }
    *to++ = static_cast<std::uint32_t>(value);
    if (at != end && *at == ',') {
      ++at;
      continue;
    }
    skip_space();
    if (at == end) break;
    if (*at != ',') break;
    ++at;
  }
  size_ = static_cast<std::size_t>(to - values_.get());
  return static_cast<std::size_t>(at - text.data());
}

std::uint64_t Numbers::large_at(std::size_t position) const {
  return std::lower_bound(large_.begin(), large_.end(), std::pair(position, std::uint64_t{0}))->second;
}

}  // namespace heapgraph::v8
