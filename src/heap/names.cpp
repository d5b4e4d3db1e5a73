// SPDX-License-Identifier: MIT
// The table of names, which stores every text once.
#include "heap/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/fnv_hash.h"
#include "base/narrow.h"

namespace heapgraph {
namespace {

template <class Word>
std::uint64_t load(const char* from) {
  Word word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

/// The bytes of a text of at most seven, as one number.
std::uint64_t load_short(std::string_view text) {
  const std::size_t size = text.size();
  if (size >= 4) {
    return load<std::uint32_t>(text.data()) | load<std::uint32_t>(text.data() + size - 4) << 32U;
  }
  if (size == 0) return 0;
  return load<std::uint8_t>(text.data()) | load<std::uint8_t>(text.data() + size / 2) << 8U |
         load<std::uint8_t>(text.data() + size - 1) << 16U;
}

/// Hash of a text: eight bytes at a time, multiplied by an odd number that each process chooses for
/// itself. The last eight bytes may overlap those before.
std::uint64_t hash_of(std::string_view text) {
  static const std::uint64_t seed = hash_seed();
  std::uint64_t hash = seed ^ text.size();
  const auto mix = [&hash](std::uint64_t chunk) {
    hash = (hash ^ chunk) * seed;
    hash ^= hash >> 29U;
  };
  if (text.size() < 8) {
    mix(load_short(text));
    return hash;
  }
  const std::size_t last = text.size() - 8;
  for (std::size_t at = 0; at < last; at += 8) mix(load<std::uint64_t>(text.data() + at));
  mix(load<std::uint64_t>(text.data() + last));
  return hash;
}

}  // namespace

std::string shortened_name(std::string_view name, std::uint64_t most_bytes) {
  auto kept = static_cast<std::size_t>(most_bytes);
  while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xc0U) == 0x80U) --kept;
  return fmt::format("{}…#{:016x}", name.substr(0, kept), add_to_fnv_hash(empty_fnv_hash, name));
}

NameId NameTable::intern(std::string_view text) {
  const auto hash = low_bits<std::uint32_t>(hash_of(text));
  const auto next = narrow_position(ends_.size(), "names in the dump", most_names);
  const std::uint32_t id = ids_.find_or_insert(
      hash, next, [&](std::uint32_t i) { return is_at(i, hash, text); },
      [&](std::uint32_t i) { return hashes_[i]; });
  if (id == next) {
    pool_.insert(pool_.end(), text.begin(), text.end());
    ends_.push_back(pool_.size());
    hashes_.push_back(hash);
  }
  return static_cast<NameId>(id);
}

NameId NameTable::find(std::string_view text) const {
  const auto hash = low_bits<std::uint32_t>(hash_of(text));
  return static_cast<NameId>(ids_.find(hash, [&](std::uint32_t i) { return is_at(i, hash, text); }));
}

std::uint64_t NameTable::hash_of_path(const Path& path) {
  std::uint64_t hash = index(path.own);
  for (const NameId name : path.below()) hash = (hash ^ index(name)) * 0x9e3779b97f4a7c15U;
  return hash;
}

NameId NameTable::intern_path(NameId own, std::span<const NameId> path) {
  Path wanted;
  wanted.own = own;
  wanted.length = static_cast<std::uint8_t>(path.size());
  std::copy(path.begin(), path.end(), wanted.names.begin());
  const auto next = narrow_position(paths_.size(), "paths of names in the dump", most_names);
  const std::uint32_t id = path_ids_.find_or_insert(
      hash_of_path(wanted), next, [&](std::uint32_t i) { return paths_[i] == wanted; },
      [&](std::uint32_t i) { return hash_of_path(paths_[i]); });
  if (id == next) paths_.push_back(wanted);
  return static_cast<NameId>(id | path_bit);
}

bool NameTable::is_at(std::uint32_t position, std::uint32_t hash, std::string_view text) const {
  return hashes_[position] == hash && this->text(static_cast<NameId>(position)) == text;
}

}  // namespace heapgraph
