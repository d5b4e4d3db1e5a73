// SPDX-License-Identifier: MIT
// The identifiers of a snapshot's objects, and the index from an identifier to its object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "heap/index_table.h"

namespace heapgraph {

/// Finds objects by address. Some runtimes dump page by page, the objects of each page by rising address.
/// So the objects of any 4 KB of memory usually stand side by side in a dump, as one run. One entry for
/// each run is then enough, and these entries fit into the processor's cache. Within its run an object is
/// found by interpolation (Knuth, TAOCP 3, 6.2.1). If a dump has another order and a neighbourhood falls
/// into many runs, each object gets an entry of its own.
///
/// An address takes four bytes, the number of its run and the offset in its neighbourhood. In the other
/// order, or if there are more than 2^20 runs, it takes eight.
///
/// A runtime that numbers its objects numbers them from 1, mostly by odd numbers. A table with an entry for
/// each odd number then finds them at once.
class ObjectIndex {
 public:
  static constexpr std::uint32_t npos = IndexTable::npos;

  ObjectIndex() = default;
  /// Index of numbered objects, which nothing can be added to. O(objects log even numbers).
  explicit ObjectIndex(std::vector<std::uint32_t> numbers);

  /// Position of an object whose number an earlier one has too; `npos` if there is none. O(objects), and
  /// O(log objects) more for each even number.
  std::uint32_t find_duplicate() const;

  std::size_t size() const {
    return is_numbered_ ? numbers_.size() : is_packed_ ? packed_.size() : addresses_.size();
  }
  std::uint64_t operator[](std::size_t position) const {
    if (is_numbered_) return numbers_[position];
    if (!is_packed_) return addresses_[position];
    const std::uint32_t packed = packed_[position];
    return runs_[packed >> neighbourhood_bits].neighbourhood << neighbourhood_bits |
           packed % neighbourhood_bytes;
  }

  /// Position of an address, `npos` if it was not added. O(1) on average.
  std::uint32_t find(std::uint64_t address) const;

  /// Adds an address at position `size()`; false if it is there already. Throws an Error if there are too
  /// many. O(1) on average.
  bool add(std::uint64_t address);

  /// Makes room for about this many addresses.
  void reserve(std::size_t count);

 private:
  /// Addresses of one neighbourhood (4 KB of memory), rising, at consecutive positions from `first` to the
  /// `first` of the next run.
  struct Run {
    std::uint64_t neighbourhood;
    std::uint32_t first;
    std::uint32_t next;  ///< another run of the neighbourhood, or `npos`
  };

  static constexpr unsigned neighbourhood_bits = 12;
  static constexpr std::uint32_t neighbourhood_bytes = 1U << neighbourhood_bits;
  static constexpr std::size_t most_packed_runs = std::size_t{1} << (32 - neighbourhood_bits);

  /// Offset of an object in its neighbourhood.
  std::uint32_t offset(std::size_t position) const {
    return is_packed_ ? packed_[position] % neighbourhood_bytes
                      : static_cast<std::uint32_t>(addresses_[position] % neighbourhood_bytes);
  }
  std::uint32_t find_number(std::uint64_t number) const;
  void append(std::uint64_t address);
  void unpack();
  std::uint32_t find_in_run(std::size_t run, std::uint64_t address) const;
  std::uint32_t first_run_of(std::uint64_t neighbourhood) const;
  void begin_run(std::uint64_t neighbourhood, std::uint32_t first_position);
  void give_each_an_entry();
  std::uint32_t entry_of(std::uint64_t address, std::uint32_t next);

  std::vector<std::uint32_t> packed_;         ///< run and offset of each object, as long as `is_packed_`
  std::vector<std::uint64_t> addresses_;      ///< addresses otherwise
  std::vector<std::uint32_t> numbers_;        ///< numbers of numbered objects
  std::vector<std::uint32_t> by_odd_number_;  ///< position of each odd number; empty if they are too large
  std::vector<std::pair<std::uint32_t, std::uint32_t>> others_;  ///< the other numbers and positions, sorted
  bool is_numbered_ = false;
  std::vector<Run> runs_;
  IndexTable entries_;      ///< first runs by neighbourhood, or objects by address
  std::uint64_t last_ = 0;  ///< the address that was added last
  bool is_packed_ = true;
  bool has_runs_ = true;
  bool last_is_only_run_ = false;  ///< the last run is the only one of its neighbourhood
};

}  // namespace heapgraph
