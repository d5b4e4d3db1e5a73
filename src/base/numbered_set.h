// SPDX-License-Identifier: MIT
// A set of small numbers whose members are numbered in ascending order.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/narrow.h"

namespace heapgraph {

/// A subset of 0 … size - 1. A column for its members alone is then an array indexed by `number`. Takes
/// one and a half bits for each number that may be a member.
class NumberedSet {
 public:
  NumberedSet() = default;

  /// The numbers below `size` for which `holds(number)` is true. Throws an Error if `size` exceeds 32 bits.
  /// O(size).
  template <class Holds>
  NumberedSet(std::size_t size, Holds holds) : words_((size + 63) / 64), before_(words_.size()) {
    narrow_count(size, "numbers in one set");
    for (std::size_t i = 0; i < size; ++i) {
      if (i % 64 == 0) before_[i / 64] = static_cast<std::uint32_t>(count_);
      if (!holds(i)) continue;
      words_[i / 64] |= std::uint64_t{1} << (i % 64);
      ++count_;
    }
  }

  std::size_t count() const { return count_; }  ///< number of members

  bool contains(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }

  /// Number of members below `i`. O(1).
  std::uint32_t number(std::size_t i) const {
    const std::uint64_t below = words_[i / 64] & ((std::uint64_t{1} << (i % 64)) - 1);
    return before_[i / 64] + static_cast<std::uint32_t>(std::popcount(below));
  }

 private:
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> before_;  // number of members before each word
  std::size_t count_ = 0;
};

}  // namespace heapgraph
