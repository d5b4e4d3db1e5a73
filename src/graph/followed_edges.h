// SPDX-License-Identifier: MIT
// The rule for which edges are followed, shared by everything that traverses a heap.
#pragma once

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// True if the edge has a target in the dump and is strong. A weak edge is followed only with `follow_weak`.
constexpr bool is_followed(const Edge& edge, bool follow_weak) {
  return edge.target != ObjectId::none && (follow_weak || !edge.weak);
}

/// True if the edge counts for dominators and retained sizes. Every edge that counts is followed.
constexpr bool counts_for_retention(const Edge& edge, bool follow_weak) {
  return edge.retains && is_followed(edge, follow_weak);
}

}  // namespace heapgraph
