// SPDX-License-Identifier: MIT
// Hashes of texts that are the same in every run.
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

/// The FNV-1a hash with 64 bits. `add_to_fnv_hash` continues a hash with more text, `empty_fnv_hash` begins
/// one. O(length).
inline constexpr std::uint64_t empty_fnv_hash = 0xcbf29ce484222325U;
constexpr std::uint64_t add_to_fnv_hash(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

}  // namespace heapgraph
