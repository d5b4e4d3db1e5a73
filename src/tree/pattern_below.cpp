// SPDX-License-Identifier: MIT
// The path pattern of a node of a folded tree.
#include "tree/pattern_below.h"

#include <vector>

#include "tree/path_pattern.h"
#include "tree/subtrees.h"

namespace heapgraph {

std::string pattern_below(const FoldedTree& folded, FoldedId node) {
  constexpr std::size_t most_names = PathPattern::most_parts - 2;
  const std::vector<FoldedId> chain = path_to(folded.tree, node);
  std::string pattern;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (chain.size() > most_names && i >= most_names / 2 && i < chain.size() - most_names / 2) {
      if (i == most_names / 2) pattern += "**/";
      continue;
    }
    const FoldedName name = folded.names[index(chain[i])];
    pattern += escaped_in_pattern(folded.tree.name(chain[i]), {name.is_pattern, name.is_chain});
    pattern += '/';
  }
  return pattern + "**";
}

}  // namespace heapgraph
