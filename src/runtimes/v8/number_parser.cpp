// SPDX-License-Identifier: MIT
// A parser of whole numbers between commas.
//
// A snapshot of hundreds of megabytes is little else than numbers of one to eight digits, with a comma
// between them. Eight characters are looked at together in one 64-bit word: where the first is that is no
// digit, and what the digits before it are worth (SIMD within a register: D. Lemire, "Quickly parsing eight
// digits", 2018). Whatever is not that simple is read by a loop over the characters.
#include "runtimes/v8/number_parser.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace heapgraph::v8 {
namespace {

/// Reads numbers of at most eight digits, each with a comma right behind it, until something else comes.
/// Moves `at` and `to` behind what was read.
void read_short_numbers(const char*& at, const char* end, std::uint32_t*& to) {
  if constexpr (std::endian::native != std::endian::little) return;  // the loop over characters reads all
  constexpr std::ptrdiff_t width = sizeof(std::uint64_t);
  while (end - at > width + 1) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    word ^= 0x3030303030303030U;  // a digit becomes its value, anything else more than nine
    const std::uint64_t no_digits = ((word + 0x7676767676767676U) | word) & 0x8080808080808080U;
    const int bits = std::countr_zero(no_digits) & ~7;  // of the digits
    if (bits == 0) return;
    const char* behind = at + bits / 8;
    if (*behind != ',') {
      if (behind[0] != '\n' || behind[1] != ',') return;
      ++behind;
    }
    word <<= static_cast<unsigned>(64 - bits);  // as eight digits, the first of which are zeros
    word = (word * 10 + (word >> 8U)) & 0x00ff00ff00ff00ffU;
    word = (word * 100 + (word >> 16U)) & 0x0000ffff0000ffffU;
    *to++ = static_cast<std::uint32_t>(word * 10000 + (word >> 32U));
    at = behind + 1;
  }
}

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
    read_short_numbers(at, end, to);
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
