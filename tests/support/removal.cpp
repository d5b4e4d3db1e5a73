// SPDX-License-Identifier: MIT
// What is reached after something is removed, by a walk that tries it.
#include "support/removal.h"

#include "graph/followed_edges.h"

namespace heapgraph::test {

std::vector<bool> reached_without(const Snapshot& snapshot, ObjectId removed, bool follow_weak) {
  std::vector<bool> is_reached(snapshot.object_count());
  std::vector<ObjectId> stack;
  const auto reach = [&](ObjectId id) {
    if (id == removed || is_reached[index(id)]) return;
    is_reached[index(id)] = true;
    stack.push_back(id);
  };
  for (const Root& root : snapshot.roots()) reach(root.object);
  while (!stack.empty()) {
    const ObjectId holder = stack.back();
    stack.pop_back();
    for (const Edge edge : snapshot.edges(holder)) {
      if (is_followed(edge, follow_weak)) reach(edge.target);
    }
  }
  return is_reached;
}

std::uint64_t bytes_freed_by_removing(const Snapshot& snapshot, ObjectId removed, bool follow_weak) {
  const std::vector<bool> before = reached_without(snapshot, ObjectId::none, follow_weak);
  const std::vector<bool> after = reached_without(snapshot, removed, follow_weak);
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] && !after[i]) bytes += snapshot.size(static_cast<ObjectId>(i));
  }
  return bytes;
}

}  // namespace heapgraph::test
