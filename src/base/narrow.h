// SPDX-License-Identifier: MIT
// Conversions of numbers to fewer bits, which say what becomes of a number that does not fit.
//
// Whatever an input can have more and more of is counted and numbered by these functions where it is added.
// So a loop over a container that was filled in this way may convert its positions without a further check.
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

namespace heapgraph {

/// Largest count in 32 bits. The positions of so many things leave 0xffffffff free, which stands for none.
inline constexpr std::uint64_t most_in_32_bits = 0xffffffff;

/// Throws the Error for more than `most` things, which is a plural such as "names in the dump".
[[noreturn]] void throw_too_many(std::uint64_t most, std::string_view things);

/// A count in 32 bits. Throws an Error if it exceeds them.
inline std::uint32_t narrow_count(std::uint64_t count, std::string_view things) {
  if (count > most_in_32_bits) throw_too_many(most_in_32_bits, things);
  return static_cast<std::uint32_t>(count);
}

/// Position of the next of several things, of which there are at most `most`. Throws an Error if there are
/// as many already.
template <class Id = std::uint32_t>
Id narrow_position(std::uint64_t position, std::string_view things, std::uint64_t most = most_in_32_bits) {
  static_assert(sizeof(Id) == sizeof(std::uint32_t));
  if (position >= most) throw_too_many(most, things);
  return static_cast<Id>(position);
}

/// The low bits of a number, such as a hash; the others are cut off on purpose.
template <std::unsigned_integral To>
constexpr To low_bits(std::integral auto number) {
  static_assert(sizeof(To) < sizeof number);
  return static_cast<To>(number);
}

/// The largest number up to `number` that the type can hold, for a request that may be served in part.
template <std::unsigned_integral To>
constexpr To as_much_as_fits(std::uint64_t number) {
  constexpr std::uint64_t most = static_cast<To>(-1);
  return static_cast<To>(number < most ? number : most);
}

}  // namespace heapgraph
