// SPDX-License-Identifier: MIT
// A hash of texts that is the same in every run.
#pragma once

#include <cstdint>
#include <string_view>

namespace heapgraph {

/// The FNV-1a hash with 32 bits (G. Fowler, L. C. Noll, P. Vo). O(length).
constexpr std::uint32_t fnv_hash(std::string_view text) {
  std::uint32_t hash = 0x811c9dc5U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return hash;
}

}  // namespace heapgraph
