// SPDX-License-Identifier: MIT
// Places of functions in the source of a program.
#pragma once

#include <utility>
#include <vector>

#include "heapgraph/snapshot.h"
#include "runtimes/v8/raw_heap.h"
#include "runtimes/v8/strings.h"

namespace heapgraph::v8 {

/// Places of the closures for which the snapshot has a location and a script, sorted by closure. The edges
/// must have their names. O(locations log locations + edges).
std::vector<std::pair<ObjectId, Place>> find_places(const RawHeap& heap, EdgeNames& names);

}  // namespace heapgraph::v8
