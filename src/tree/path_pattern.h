// SPDX-License-Identifier: MIT
// Patterns that name nodes of a tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tree/placement.h"

namespace heapgraph {

/// Names from below the root, joined by `/`. `*` is any one name, `**` any number of names, also none; `\`
/// takes the next character as it is. `mainthread/__env/World/**` is World and all under it.
class PathPattern {
 public:
  static constexpr std::size_t most_parts = 63;

  /// Throws an Error if the pattern is empty, ends in a lone `\` or has more than `most_parts` names.
  explicit PathPattern(std::string_view text);

  const std::string& text() const { return text_; }

  /// Whether each node, given with parents before children, is matched. The root is only by `**`.
  /// O(nodes + parts).
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
