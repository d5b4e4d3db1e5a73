// SPDX-License-Identifier: MIT
// The random seed that makes hash tables differ from process to process.
#include "heap/index_table.h"

#include <random>

namespace heapgraph {

std::uint64_t hash_seed() {
  static const std::uint64_t seed = [] {
    std::random_device device;
    return (std::uint64_t{device()} << 32U | device()) | 1U;
  }();
  return seed;
}

}  // namespace heapgraph
