// SPDX-License-Identifier: MIT
// A parser of whole numbers between commas, which is most of the text of a snapshot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace heapgraph::v8 {

/// Numbers of one part of an array.
class Numbers {
 public:
  std::size_t size() const { return size_; }

  /// Number at a position. O(1), but O(log numbers) for one that does not fit into 32 bits.
  std::uint64_t operator[](std::size_t position) const {
    const std::uint32_t value = values_[position];
    return value != large ? value : large_at(position);
  }

  /// Parses numbers that stand between commas, with white space around them. The text may end with a comma,
  /// or with the bracket that closes the array, and may begin with a comma. Returns the number of characters
  /// that are understood; at those behind them is a mistake if there are any. O(text).
  std::size_t parse(std::string_view text);

 private:
  static constexpr std::uint32_t large = 0xffffffff;

  std::uint64_t large_at(std::size_t position) const;

  std::unique_ptr<std::uint32_t[]> values_;  ///< `large` for a number in `large_`
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;
  std::vector<std::pair<std::size_t, std::uint64_t>> large_;  ///< by position
};

}  // namespace heapgraph::v8
