// SPDX-License-Identifier: MIT
// Which edges are followed: the one rule for everything that moves through a heap.
#pragma once

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// The edge leads to an object that its holder keeps alive, or weak references are followed too.
constexpr bool is_followed(const Edge& edge, bool follow_weak) {
  return edge.target != ObjectId::none && (follow_weak || !edge.weak);
}

/// The edge counts for dominators and retained sizes. Every edge that counts is followed.
constexpr bool counts_for_retention(const Edge& edge, bool follow_weak) {
  return edge.retains && is_followed(edge, follow_weak);
}

}  // namespace heapgraph
