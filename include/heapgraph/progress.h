// SPDX-License-Identifier: MIT
// How far long work is: written by the work, read by who shows it.
#pragma once

#include <atomic>
#include <cstdint>

namespace heapgraph {

/// Counters that may be read while other threads raise them.
struct Progress {
  std::atomic<std::uint64_t> bytes_read = 0;   ///< of all inputs, as they lie on the disk
  std::atomic<std::uint64_t> bytes_total = 0;  ///< of the inputs whose size is known
};

}  // namespace heapgraph
