// SPDX-License-Identifier: MIT
// What is reached after something is removed, by a walk that tries it.
#include "support/removal.h"

namespace heapgraph::test {

std::vector<bool> reached_without(const Snapshot& snapshot, ObjectId removed, bool follow_weak) {
  return reached_unless(snapshot, follow_weak,
                        [removed](const WalkedLink& link) { return link.target == removed; });
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
