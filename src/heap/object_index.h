// SPDX-License-Identifier: MIT
// The identifiers of a snapshot's objects, and the index from an identifier to its object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/index_table.h"

namespace heapgraph {

/// Finds objects by address. Some runtimes dump page by page, the objects of each page by rising address.
/// So the objects of any 4 KB of memory usually stand side by side in a dump, as one run. One entry for
/// each run is then enough, and these entries fit into the processor's cache. Within its run an object is
/// found by interpolation (Knuth, TAOCP 3, 6.2.1). If a dump has another order and a neighbourhood falls
/// into many runs, each object gets an entry of its own.
class ObjectIndex {
 public:
  static constexpr std::uint32_t npos = IndexTable::npos;

  std::size_t size() const { return addresses_.size(); }
  std::uint64_t operator[](std::size_t position) const { return addresses_[position]; }

  /// Position of an address, `npos` if it was not added. O(1) on average.
  std::uint32_t find(std::uint64_t address) const;

  /// Adds an address at position `size()`; false if it is there already. O(1) on average.
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

  std::uint32_t find_in_run(std::size_t run, std::uint64_t address) const;
  std::uint32_t first_run_of(std::uint64_t neighbourhood) const;
  void begin_run(std::uint64_t neighbourhood);
  void give_each_an_entry();
  std::uint32_t entry_of(std::uint64_t address, std::uint32_t next);

  std::vector<std::uint64_t> addresses_;
  std::vector<Run> runs_;
  IndexTable entries_;  ///< first runs by neighbourhood, or objects by address
  bool has_runs_ = true;
  bool last_is_only_run_ = false;  ///< the last run is the only one of its neighbourhood
};

}  // namespace heapgraph
