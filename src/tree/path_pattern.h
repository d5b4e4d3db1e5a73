// SPDX-License-Identifier: MIT
// Path patterns, which select nodes of a tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tree/placement.h"

namespace heapgraph {

/// Pattern for the names on the path from the root to a node, joined by `/`; the root itself has no
/// name. `*` matches any one name, and `**` any number of names, including none. `\` escapes the next
/// character. For example, `mainthread/__env/World/**` matches World and all its descendants.
class PathPattern {
 public:
  static constexpr std::size_t most_parts = 63;

  /// Throws an Error if the pattern is empty, ends in a lone `\` or has more than `most_parts` names.
  explicit PathPattern(std::string_view text);

  const std::string& text() const { return text_; }

  /// Returns for each node whether the pattern matches its path. `nodes` must have parents before
  /// children. Only `**` matches the root. O(nodes * parts).
  std::vector<bool> match(const std::vector<PlaceNode>& nodes, const NameTable& names) const;

 private:
  enum class Kind : std::uint8_t { name, any_name, any_names };
  struct Part {
    Kind kind = Kind::name;
    std::string name;
  };

  std::string text_;
  std::vector<Part> parts_;
};

}  // namespace heapgraph
