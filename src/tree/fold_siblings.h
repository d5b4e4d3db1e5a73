// SPDX-License-Identifier: MIT
// Which siblings are the entries of a dictionary, and what they are called together.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "heapgraph/tree.h"
#include "tree/extended_names.h"

namespace heapgraph {

/// Fewest siblings that fold because their names differ only in ids, if the ids are short or long. Four
/// names with short numbers may be chosen by a person: `int8`, `int16`, `int32`, `int64`.
inline constexpr std::uint32_t fewest_with_short_ids = 5;
inline constexpr std::uint32_t fewest_with_long_ids = 2;
/// Fewest siblings that fold because they are alike.
inline constexpr std::uint32_t fewest_alike = 32;
/// The same for functions: a module may have many, and each is a thing by itself.
inline constexpr std::uint32_t fewest_alike_functions = 256;

/// Names with their patterns, which are computed when they are first asked for.
class PatternNames {
 public:
  explicit PatternNames(std::shared_ptr<const NameTable> names) : names_(std::move(names)) {}

  NameId intern(std::string_view text) { return names_.intern(text); }
  const std::shared_ptr<const NameTable>& table() const { return names_.table(); }
  std::string_view text(NameId name) const;

  /// Pattern of a name; the name itself if it has no id.
  NameId pattern(NameId name);
  bool has_long_id(NameId name);

 private:
  struct Entry {
    NameId pattern = NameId::none;
    bool has_long_id = false;
  };
  Entry& entry(NameId name);

  ExtendedNames names_;
  std::vector<Entry> entries_;
};

/// Nodes of one name whose parents are folded into one node.
struct Sibling {
  NameId name = NameId::none;
  ColourGroup content{};
  std::uint64_t bytes = 0;        ///< total
  std::span<const NodeId> nodes;  ///< at least one
};

/// Finds the folded names of siblings.
class SiblingFolder {
 public:
  /// All arguments must outlive the folder. `ends` must be that of `subtree_ends`.
  SiblingFolder(const Tree& tree, const std::vector<std::uint32_t>& ends, PatternNames& names);

  /// Returns the name under which each sibling is folded, which is its own unless it folds with others.
  /// O(siblings).
  const std::vector<NameId>& fold(std::span<const Sibling> siblings);

 private:
  void fold_by_pattern(std::span<const Sibling> siblings);
  void fold_alike(std::span<const Sibling> siblings);
  void find_names_below(const Sibling& sibling);
  std::uint32_t fewest(ColourGroup content) const;

  const Tree& tree_;
  const std::vector<std::uint32_t>& ends_;
  PatternNames& names_;
  std::vector<bool> is_function_;  ///< by colour group
  std::vector<NameId> folded_;
  std::vector<NameId> names_below_;
};

}  // namespace heapgraph
