// SPDX-License-Identifier: MIT
// Signatures of tree nodes, which are the same in every run.
//
// Addresses, sizes and the ids in names differ from run to run. The names on the path to a node without
// their ids, and the colour group of most of its bytes, do not. A node that stands for many siblings has the
// signature of one alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/tree.h"

namespace heapgraph {

inline constexpr std::size_t digits_of_signature = 16;

/// Signatures of all nodes of a folded tree. A signature is sixteen hexadecimal digits, a hash of the
/// patterns of the names on the path and of the colour group of most of the bytes.
class Signatures {
 public:
  /// Hashes all paths. The tree must outlive the signatures. O(nodes + length of their names).
  explicit Signatures(const FoldedNodes& tree);

  std::string of(FoldedId node) const;

 private:
  const FoldedNodes& tree_;
  std::vector<std::uint64_t> path_hashes_;
};

/// Signature of a place, given as path pattern and as code in which what differs from run to run is
/// generalised.
std::string signature_of_place(std::string_view pattern, std::string_view code);

}  // namespace heapgraph
