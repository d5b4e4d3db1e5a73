// SPDX-License-Identifier: MIT
// Chips of the picture: buttons of its head that lead to where most is.
#pragma once

#include <string>
#include <vector>

#include "heapgraph/output.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// A button that leads to a node.
struct Chip {
  FoldedId node = FoldedId::none;
  std::string label;   ///< place of a site as code, or without sites the last names of the path
  std::string amount;  ///< net bytes of the site, such as "+1.2 MB", or share of the node
};

/// Chips of the first sites that have a node in the tree or, without sites, of the hot nodes; at most three.
/// O(nodes).
std::vector<Chip> chips_of(const Result& result, const FoldedNodes& tree);

/// Chips as a JSON list of lists: `[[12,"_G.World","+1.2 MB"]]`.
std::string as_json(const std::vector<Chip>& chips);

}  // namespace heapgraph
