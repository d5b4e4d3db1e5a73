// SPDX-License-Identifier: MIT
// An open-addressing hash table of 32-bit positions in an array that its user keeps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/large_array.h"

namespace heapgraph {

/// A random number, the same throughout a process. Whoever makes an input cannot know which keys collide.
std::uint64_t hash_seed();

/// Finds the position of a record by its key without storing the key: the user compares and hashes the
/// records. Linear probing (Knuth, TAOCP 3, 6.4, algorithm L), at most 2/3 full, four bytes a slot. Find
/// and insert take O(1) on average. Nothing can be removed.
class IndexTable {
 public:
  static constexpr std::uint32_t npos = 0xffffffff;

  /// Position for which `same(position)` holds, or `npos`. `hash` is the hash of the key.
  template <class Same>
  std::uint32_t find(std::uint64_t hash, Same same) const {
    if (slots_.empty()) return npos;
    return slots_[slot_of(hash, same)];
  }

  /// Like `find`, but inserts `next` and returns it if the key is not there. `hash_of(position)` is the
  /// hash of a record, needed to grow.
  template <class Same, class HashOf>
  std::uint32_t find_or_insert(std::uint64_t hash, std::uint32_t next, Same same, HashOf hash_of) {
    if ((used_ + 1) * 3 > slots_.size() * 2) grow(slots_.empty() ? 16 : slots_.size() * 2, hash_of);
    std::uint32_t& slot = slots_[slot_of(hash, same)];
    if (slot == npos) {
      slot = next;
      ++used_;
    }
    return slot;
  }

  /// Makes room for `count` records. O(count).
  template <class HashOf>
  void reserve(std::size_t count, HashOf hash_of) {
    std::size_t size = 16;
    while (size * 2 < count * 3) size *= 2;
    if (size > slots_.size()) grow(size, hash_of);
  }

 private:
  template <class Same>
  std::size_t slot_of(std::uint64_t hash, Same same) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = home_of(hash);
    while (slots_[slot] != npos && !same(slots_[slot])) slot = (slot + 1) & mask;
    return slot;
  }

  /// Slot at which the search for a key begins. The last eight bits of the hash choose a slot within a
  /// neighbourhood; the other bits spread the neighbourhoods, differently in each process. So keys that
  /// are used together (the objects of a page, the fields of a table) share cache lines, and cache misses
  /// are most of the cost of a look-up.
  std::size_t home_of(std::uint64_t hash) const {
    std::uint64_t place = (hash >> 8U ^ seed_) * 0x9e3779b97f4a7c15U;
    place = (place ^ place >> 32U) * 0xd6e8feb86659fd93U;
    return static_cast<std::size_t>((place >> shift_) + (hash & 0xffU)) & (slots_.size() - 1);
  }

  template <class HashOf>
  void grow(std::size_t size, HashOf hash_of) {
    std::vector<std::uint32_t> old = std::move(slots_);
    slots_ = {};
    reserve_large(slots_, size);
    slots_.assign(size, npos);
    shift_ = 64;
    for (std::size_t s = size; s > 1; s /= 2) --shift_;
    for (const std::uint32_t position : old) {
      if (position == npos) continue;
      std::size_t slot = home_of(hash_of(position));
      while (slots_[slot] != npos) slot = (slot + 1) & (size - 1);
      slots_[slot] = position;
    }
  }

  std::vector<std::uint32_t> slots_;
  std::size_t used_ = 0;
  std::uint64_t seed_ = hash_seed();
  unsigned shift_ = 64;
};

}  // namespace heapgraph
