// SPDX-License-Identifier: MIT
// The rules of V8 about what is a root, what keeps what alive, and whose bytes are whose.
//
// They are those of Chrome DevTools (front_end/entrypoints/heap_snapshot_worker/HeapSnapshot.ts), so that
// sizes and distances are those which people see there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtimes/v8/raw_heap.h"
#include "runtimes/v8/strings.h"

namespace heapgraph::v8 {

/// Where a walk begins. `retains` is false if an edge that counts leads there too.
struct RootRule {
  std::string name;
  Ordinal node = 0;
  std::uint8_t rank = 0;
  bool retains = true;
};

/// What the rules say of a heap besides marks on its edges.
struct Rules {
  std::vector<RootRule> roots;
  std::vector<std::uint32_t> distances;  ///< by node, as DevTools counts them; empty unless they are wanted
};

/// Applies the rules to a heap, which must have a node. Gives each edge its name and final kind, marks the
/// edges that keep nothing alive as weak and those that do not count for retained sizes, and gives the bytes
/// of internal arrays to their owners. O(nodes + edges).
Rules apply_rules(RawHeap& heap, EdgeNames& names, bool wants_distances);

}  // namespace heapgraph::v8
