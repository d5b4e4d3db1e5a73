// SPDX-License-Identifier: MIT
// The breadth-first walk from the roots over the references that are followed.
//
// The walk spends most of its time waiting for memory. The queue tells which objects come next, so the
// positions of their edges, and then the edges, are prefetched while earlier objects are processed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "base/large_array.h"
#include "graph/followed_edges.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Distinct ranks of the roots, lowest first.
inline std::set<std::uint8_t> ranks_of(const Snapshot& snapshot) {
  std::set<std::uint8_t> ranks;
  for (const Root& root : snapshot.roots()) ranks.insert(root.rank);
  return ranks;
}

/// Prefetch distances in entries of the queue: for the position of the edges of an object, and for the
/// edges themselves.
inline constexpr std::size_t holders_ahead = 16;
inline constexpr std::size_t edges_ahead = 8;

/// Visits each reachable object once. The visitor gets `root(root)` for a root, and `reach(edge)` for
/// any other object, with the edge that reaches it first. `leave(holder)` precedes the edges of each
/// object. All that the roots of one rank reach is walked before the roots of the next rank. Returns a
/// bit for each object, set if it is reachable. O(objects + edges + roots * ranks).
template <class Visitor>
std::vector<bool> walk_breadth_first(const Snapshot& snapshot, bool follow_weak, Visitor& visitor) {
  std::vector<bool> is_reached(snapshot.object_count());
  std::vector<ObjectId> queue;
  reserve_large(queue, snapshot.object_count());
  const auto enter_roots = [&](std::uint8_t rank) {
    for (const Root& root : snapshot.roots()) {
      if (root.rank != rank || is_reached[index(root.object)]) continue;
      is_reached[index(root.object)] = true;
      queue.push_back(root.object);
      visitor.root(root);
    }
  };
  std::size_t next = 0;
  for (const std::uint8_t rank : ranks_of(snapshot)) {
    enter_roots(rank);
    for (; next < queue.size(); ++next) {
      if (next + holders_ahead < queue.size()) snapshot.prefetch(queue[next + holders_ahead]);
      if (next + edges_ahead < queue.size()) snapshot.prefetch_edges(queue[next + edges_ahead]);
      visitor.leave(queue[next]);
      for (const Edge edge : snapshot.edges(queue[next])) {
        if (!is_followed(edge, follow_weak) || is_reached[index(edge.target)]) continue;
        is_reached[index(edge.target)] = true;
        queue.push_back(edge.target);
        visitor.reach(edge);
      }
    }
  }
  return is_reached;
}

}  // namespace heapgraph
