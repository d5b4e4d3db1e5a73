// SPDX-License-Identifier: MIT
// Texts by number.
#include "heapgraph/names.h"

#include <algorithm>
#include <cstring>

namespace heapgraph {
namespace {

/// Eight bytes at a time, multiplied by an odd number that each process chooses for itself.
std::uint64_t hash_of(std::string_view text) {
  static const std::uint64_t seed = hash_seed();
  std::uint64_t hash = seed ^ text.size();
  while (!text.empty()) {
    std::uint64_t chunk = 0;
    const std::size_t size = std::min(text.size(), sizeof chunk);
    std::memcpy(&chunk, text.data(), size);
    hash = (hash ^ chunk) * seed;
    hash ^= hash >> 29U;
    text.remove_prefix(size);
  }
  return hash;
}

}  // namespace

NameId NameTable::intern(std::string_view text) {
  const auto text_at = [&](std::uint32_t position) { return this->text(static_cast<NameId>(position)); };
  const auto next = static_cast<std::uint32_t>(ends_.size());
  const std::uint32_t id = ids_.find_or_insert(
      hash_of(text), next, [&](std::uint32_t position) { return text_at(position) == text; },
      [&](std::uint32_t position) { return hash_of(text_at(position)); });
  if (id == next) {
    pool_.insert(pool_.end(), text.begin(), text.end());
    ends_.push_back(pool_.size());
  }
  return static_cast<NameId>(id);
}

}  // namespace heapgraph
