// SPDX-License-Identifier: MIT
// What makes hash tables differ from process to process.
#include <random>

#include "heapgraph/index_table.h"

namespace heapgraph {

std::uint64_t hash_seed() {
  static const std::uint64_t seed = [] {
    std::random_device device;
    return (std::uint64_t{device()} << 32U | device()) | 1U;
  }();
  return seed;
}

}  // namespace heapgraph
