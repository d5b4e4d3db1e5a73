// SPDX-License-Identifier: MIT
// The order of the references of each node.
#pragma once

#include "heap/names.h"
#include "runtimes/v8/raw_heap.h"

namespace heapgraph::v8 {

/// Puts the references of each node, which must have their names, in the order of `NameOrder`. References
/// without names keep their order. O(edges log edges of a node).
void order_edges(RawHeap& heap, const NameTable& names);

}  // namespace heapgraph::v8
