// SPDX-License-Identifier: MIT
// Texts by number: every name of a dump is stored once, and two names are equal if their ids are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heap/index_table.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

class NameTable {
 public:
  /// The id of a text, new if the text is. O(length).
  NameId intern(std::string_view text);

  /// The id of a text, `none` if it was never interned. O(length).
  NameId find(std::string_view text) const;

  /// The text of an id; "" for `none`. Valid until the next `intern`.
  std::string_view text(NameId name) const {
    if (name == NameId::none) return {};
    const std::size_t begin = index(name) == 0 ? 0 : ends_[index(name) - 1];
    return {pool_.data() + begin, ends_[index(name)] - begin};
  }

  std::size_t size() const { return ends_.size(); }

 private:
  bool is_at(std::uint32_t position, std::uint32_t hash, std::string_view text) const;

  std::vector<char> pool_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> hashes_;  ///< a look at which saves most looks at texts
  IndexTable ids_;
};

}  // namespace heapgraph
