// SPDX-License-Identifier: MIT
// What is reached after something is removed, by a walk that tries it.
#pragma once

#include <cstdint>
#include <vector>

#include "heapgraph/snapshot.h"

namespace heapgraph::test {

/// Objects that the roots reach without passing through `removed`, which may be `none`. O(edges).
std::vector<bool> reached_without(const Snapshot& snapshot, ObjectId removed, bool follow_weak);

/// Bytes of the objects that are reached only through `removed`, with its own. O(edges).
std::uint64_t bytes_freed_by_removing(const Snapshot& snapshot, ObjectId removed, bool follow_weak);

}  // namespace heapgraph::test
