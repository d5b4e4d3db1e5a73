// SPDX-License-Identifier: MIT
// Path patterns, which select nodes of a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/tree.h"
#include "tree/glob.h"
#include "tree/placement.h"

namespace heapgraph {

/// Which characters of a name keep their meaning in a pattern.
struct NameInPattern {
  bool keeps_stars = false;    ///< the name is a pattern itself, such as `entity_*`
  bool keeps_slashes = false;  ///< the name joins several names, such as `left/right`
};

/// A name as a part of a path pattern: characters that have a meaning there are escaped. O(length).
std::string escaped_in_pattern(std::string_view name, NameInPattern meaning = {});

/// Pattern for the names on the path from the root to a node, joined by `/`; the root itself has no
/// name. `**` matches any number of names, including none. `*` matches any one name and, within a name,
/// any characters: `entity_*`. `\` escapes the next character. For example, `mainthread/__env/World/**`
/// matches World and all its descendants.
class PathPattern {
 public:
  static constexpr std::size_t most_parts = 63;

  /// Throws an Error if the pattern is empty, ends in a lone `\` or has more than `most_parts` names.
  explicit PathPattern(std::string_view text);

  const std::string& text() const { return text_; }

  /// The pattern, or none if the text is none.
  static std::optional<PathPattern> parse(std::string_view text);

  /// Returns for each node whether the pattern matches its path. `nodes` must have parents before
  /// children. Only `**` matches the root. O(nodes * parts), and the length of each name for each part that
  /// has a `*` within.
  std::vector<bool> match(const std::vector<PlaceNode>& nodes, const NameTable& names) const;

  /// First node in pre-order whose path the pattern matches; `none` if there is none. As long as
  /// `match`.
  FoldedId first_match(const FoldedNodes& tree) const;

  /// Whether the pattern matches a path of these names. O(parts * length of the names).
  bool matches(const std::vector<std::string>& path) const;

 private:
  enum class Kind : std::uint8_t { name, glob, any_name, any_names };
  struct Part {
    Kind kind = Kind::name;
    Glob glob;
  };

  class NamedParts;

  /// Set of states of the automaton. Bit i: the first i parts are matched.
  using States = std::uint64_t;
  static constexpr States bit(std::size_t i) { return States{1} << i; }
  States closed(States states) const;
  States start() const { return closed(bit(0)); }
  /// States after one more name, which is that of the parts for which `is_name` returns true.
  template <class IsName>
  States after(States before, const IsName& is_name) const;
  bool is_end(States states) const { return (states & bit(parts_.size())) != 0; }

  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace heapgraph
