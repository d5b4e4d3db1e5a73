// SPDX-License-Identifier: MIT
// Change of the reachable objects from OLD to NEW.
#include "report/difference.h"

#include <vector>

namespace heapgraph {

bool is_unconfirmed(const ComparedHeaps& heaps, std::size_t object) {
  if (!heaps.is_undecided.empty()) return heaps.is_undecided[object];
  const bool is_verified = heaps.matching.identity == Identity::verified;
  return heaps.verified.old_of[object] == ObjectId::none &&
         (is_verified || heaps.matching.old_of[object] != ObjectId::none) &&
         heaps.old.find(heaps.snapshot.identifier(static_cast<ObjectId>(object))) != ObjectId::none;
}

Difference difference_of(const ComparedHeaps& heaps) {
  const auto& [snapshot, is_reached, old, was_reached, matching, verified, is_undecided] = heaps;
  Difference difference;
  std::vector<bool> is_kept(old.object_count());
  std::vector<bool> is_kept_and_reached(old.object_count());
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const Cost cost = {snapshot.size(id), 1};
    const ObjectId before = matching.old_of[i];
    if (before != ObjectId::none) is_kept[index(before)] = true;
    if (!is_reached[i]) {
      difference.unreached += cost;
      continue;
    }
    difference.reached += cost;
    if (is_unconfirmed(heaps, i)) difference.unconfirmed += cost;
    if (before == ObjectId::none) {
      difference.added += cost;
      continue;
    }
    is_kept_and_reached[index(before)] = true;
    difference.kept += cost;
    const std::uint64_t old_bytes = old.size(before);
    if (cost.bytes > old_bytes) difference.grown += {cost.bytes - old_bytes, 1};
    if (cost.bytes < old_bytes) difference.shrunk += {old_bytes - cost.bytes, 1};
    if (!was_reached[index(before)]) difference.newly_reached += {old_bytes, 1};
  }
  for (std::size_t i = 0; i < old.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!was_reached[i]) continue;
    const Cost cost = {old.size(id), 1};
    difference.old_reached += cost;
    if (!is_kept[i]) {
      difference.freed += cost;
    } else if (!is_kept_and_reached[i]) {
      difference.no_longer_reached += cost;
    }
  }
  return difference;
}

}  // namespace heapgraph
