// SPDX-License-Identifier: MIT
// The entries of Maps and Sets: which references of their tables lead to keys, and which to values.
#pragma once

#include "runtimes/v8/raw_heap.h"
#include "runtimes/v8/strings.h"

namespace heapgraph::v8 {

/// Gives the references to the entries of Maps and Sets their kinds. The size of a table tells where its
/// entries are, so this comes before bytes are given to their owners, and before names are given to edges.
/// O(nodes + edges + strings).
void mark_entries(RawHeap& heap, const EdgeNames& names);

}  // namespace heapgraph::v8
