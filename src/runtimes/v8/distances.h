// SPDX-License-Identifier: MIT
// Distances of nodes from what a program holds, as Chrome DevTools counts them.
#pragma once

#include <cstdint>
#include <vector>

#include "runtimes/v8/raw_heap.h"
#include "runtimes/v8/strings.h"

namespace heapgraph::v8 {

/// Distance of each node of a heap, which must have one: 1 for what the program begins with. What is reached
/// only from roots of the engine counts from 100,000,000. Call it before the rules change the edges. O(nodes
/// + edges).
std::vector<std::uint32_t> find_distances(const RawHeap& heap, EdgeNames& names);

}  // namespace heapgraph::v8
