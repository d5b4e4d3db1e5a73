// SPDX-License-Identifier: MIT
// What is reached after something is removed, by a walk that tries it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/followed_edges.h"
#include "heapgraph/snapshot.h"

namespace heapgraph::test {

/// A reference that a walk comes to, or a root.
struct WalkedLink {
  ObjectId holder = ObjectId::none;  ///< `none` for a root
  std::size_t position = 0;          ///< among all references of the snapshot, or among its roots
  ObjectId target = ObjectId::none;
  bool retains = true;
};

/// Objects that the roots reach by followed references, without those for which `is_cut(link)` is true.
/// O(edges).
template <class IsCut>
std::vector<bool> reached_unless(const Snapshot& snapshot, bool follow_weak, const IsCut& is_cut) {
  std::vector<bool> is_reached(snapshot.object_count());
  std::vector<ObjectId> stack;
  const auto follow = [&](const WalkedLink& link) {
    if (is_reached[index(link.target)] || is_cut(link)) return;
    is_reached[index(link.target)] = true;
    stack.push_back(link.target);
  };
  for (std::size_t i = 0; i < snapshot.roots().size(); ++i) {
    follow({ObjectId::none, i, snapshot.roots()[i].object, true});
  }
  while (!stack.empty()) {
    const ObjectId holder = stack.back();
    stack.pop_back();
    std::size_t position = snapshot.first_edge(holder);
    for (const Edge edge : snapshot.edges(holder)) {
      const std::size_t at = position++;
      if (is_followed(edge, follow_weak)) follow({holder, at, edge.target, edge.retains});
    }
  }
  return is_reached;
}

/// Objects that the roots reach without passing through `removed`, which may be `none`. O(edges).
std::vector<bool> reached_without(const Snapshot& snapshot, ObjectId removed, bool follow_weak);

/// Bytes of the objects that are reached only through `removed`, with its own. O(edges).
std::uint64_t bytes_freed_by_removing(const Snapshot& snapshot, ObjectId removed, bool follow_weak);

}  // namespace heapgraph::test
