// SPDX-License-Identifier: MIT
// The table of names: every text of a dump is stored once, and two names are equal if their ids are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heap/index_table.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Name of the node of a tree that holds what no root reaches. Every table has it.
inline constexpr std::string_view unreached_name = "(not reached from a root)";

/// The beginning of a name that is too long, and a hash of all of it. So it is the same name in each dump.
std::string shortened_name(std::string_view name, std::uint64_t most_bytes);

/// Texts and paths by id. The name of a reference may be a path: its own name, and the names of several
/// nodes by which its target sits below the referrer. The id of a path has the top bit set.
class NameTable {
 public:
  static constexpr std::size_t longest_path = 3;

  /// Id of a text, which is added if it is new. Throws an Error if there are too many.
  /// O(length).
  NameId intern(std::string_view text);

  /// Id of a text, `none` if it was never interned. O(length).
  NameId find(std::string_view text) const;

  /// Text of an id that is no path; "" for `none`. Valid until the next `intern`. O(1).
  std::string_view text(NameId name) const {
    if (name == NameId::none) return {};
    const std::size_t begin = index(name) == 0 ? 0 : ends_[index(name) - 1];
    return {pool_.data() + begin, ends_[index(name)] - begin};
  }

  /// Number of texts; their ids are smaller than it.
  std::size_t size() const { return ends_.size(); }

  /// Id of a path: a reference with the name `own`, whose target sits below the referrer by the names in
  /// `path`, at most `longest_path`. Throws an Error if there are too many paths.
  NameId intern_path(NameId own, std::span<const NameId> path);

  static constexpr bool is_path(NameId name) {
    return name != NameId::none && (static_cast<std::uint32_t>(name) & path_bit) != 0;
  }

  /// Name of a reference without its path; may be `none`.
  NameId own_name(NameId name) const { return is_path(name) ? path_at(name).own : name; }

  /// Names of the nodes by which the target sits below the referrer: one for a plain name, none if it sits
  /// on the referrer's own node. Refers to the argument or to the table, until the next `intern_path`.
  std::span<const NameId> path_of(const NameId& name) const {
    if (name == NameId::none) return {};
    return is_path(name) ? path_at(name).below() : std::span(&name, 1);
  }

 private:
  static constexpr std::uint32_t path_bit = 0x80000000U;
  /// Most texts, and most paths. No id of either is `none`.
  static constexpr std::uint32_t most_names = path_bit - 1;

  struct Path {
    NameId own = NameId::none;
    std::array<NameId, longest_path> names{};
    std::uint8_t length = 0;

    std::span<const NameId> below() const { return std::span(names).first(length); }
    bool operator==(const Path&) const = default;
  };

  const Path& path_at(NameId name) const { return paths_[static_cast<std::uint32_t>(name) & ~path_bit]; }
  bool is_at(std::uint32_t position, std::uint32_t hash, std::string_view text) const;
  static std::uint64_t hash_of_path(const Path& path);

  std::vector<char> pool_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> hashes_;  ///< compared first, which saves most comparisons of texts
  IndexTable ids_;
  std::vector<Path> paths_;
  IndexTable path_ids_;
};

}  // namespace heapgraph
