// SPDX-License-Identifier: MIT
// Names for the places of a tree that are the same in every run.
//
// Addresses and sizes differ from run to run; the names that lead to a place and the kind of what is there do
// not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

inline constexpr std::size_t digits_of_signature = 16;

/// The signatures of all nodes of a folded tree: sixteen hexadecimal digits made of the names of its path and
/// of what it mostly holds.
class Signatures {
 public:
  /// O(nodes, and the length of their names).
  explicit Signatures(const FoldedNodes& tree);

  std::string of(FoldedId node) const;

 private:
  const FoldedNodes& tree_;
  std::vector<std::uint64_t> path_hashes_;
};

}  // namespace heapgraph
