// SPDX-License-Identifier: MIT
// What references of a collection lead to.
#pragma once

#include "graph/hanging.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// True if the target of a link is the key of an entry.
bool is_key(const Snapshot& snapshot, const ChangedLink& link);

/// True if a reference leads to the array in which the referrer stores its entries.
bool leads_to_storage(const Snapshot& snapshot, const Edge& edge);

/// Likewise for a link. Nothing stores its entries in a root.
bool leads_to_storage(const Snapshot& snapshot, const ChangedLink& link);

}  // namespace heapgraph
