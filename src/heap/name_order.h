// SPDX-License-Identifier: MIT
// The order in which walks take the references of an object, which is the same in the next run.
#pragma once

#include <cstdint>
#include <vector>

#include "base/fnv_hash.h"
#include "base/narrow.h"
#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {

/// Keys that put the references of an object in an order that follows from their names, not from that of a
/// hash table.
class NameOrder {
 public:
  NameOrder(const Vocabulary& vocabulary, const NameTable& names)
      : vocabulary_(vocabulary), names_(names), hashes_(names.size()) {}

  /// Key of a reference: entries of collections before others, then the hash of the name, then the number.
  /// Items of a row have only their numbers, so a key stays before its value.
  std::uint64_t key_of(EdgeKind kind, NameId name, std::uint32_t number) {
    const EdgeInfo& info = vocabulary_[kind];
    const std::uint64_t rank = !info.is_entry ? 2 : info.is_key && !info.is_item ? 1 : 0;
    const std::uint32_t hash = info.is_item ? 0 : hash_of(names_.own_name(name));
    return rank << 62U | std::uint64_t{hash >> 2U} << 32U | number;
  }

  static std::uint32_t number_of(std::uint64_t key) { return low_bits<std::uint32_t>(key); }

 private:
  /// Hash of a name, which is the same in every run; 0 if there is none.
  std::uint32_t hash_of(NameId name) {
    if (name == NameId::none) return 0;
    std::uint32_t& hash = hashes_[index(name)];
    if (hash == 0) hash = fnv_hash(names_.text(name));
    return hash;
  }

  const Vocabulary& vocabulary_;
  const NameTable& names_;
  std::vector<std::uint32_t> hashes_;  ///< by name; 0 if not known yet
};

}  // namespace heapgraph
