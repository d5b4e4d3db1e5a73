// SPDX-License-Identifier: MIT
// Maps from the ids of one kind of thing to those of another, as values that can be composed.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace heapgraph {

/// A map from each `From`, which are dense, to a `To` or to `To::none`.
template <class From, class To>
class IdMap {
 public:
  IdMap() = default;
  explicit IdMap(std::size_t size) : to_(size, To::none) {}
  explicit IdMap(std::vector<To> to) : to_(std::move(to)) {}

  std::size_t size() const { return to_.size(); }
  bool empty() const { return to_.empty(); }
  To operator[](From from) const { return to_[static_cast<std::size_t>(from)]; }
  To& operator[](From from) { return to_[static_cast<std::size_t>(from)]; }
  const std::vector<To>& values() const { return to_; }
  std::vector<To>& values() { return to_; }

  /// The composition of this map and `next`. O(size).
  template <class End>
  IdMap<From, End> then(const IdMap<To, End>& next) const {
    IdMap<From, End> result(size());
    for (std::size_t i = 0; i < to_.size(); ++i) {
      if (to_[i] != To::none) result[static_cast<From>(i)] = next[to_[i]];
    }
    return result;
  }

 private:
  std::vector<To> to_;
};

/// The map from each id of a list to its position in it. An id stands in the list at most once, and `size`
/// is larger than every id. O(size + list).
template <class From, class To>
IdMap<From, To> inverse(const std::vector<From>& list, std::size_t size) {
  IdMap<From, To> map(size);
  for (std::size_t i = 0; i < list.size(); ++i) map[list[i]] = static_cast<To>(i);
  return map;
}

}  // namespace heapgraph
