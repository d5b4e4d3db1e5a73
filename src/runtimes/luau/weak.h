// SPDX-License-Identifier: MIT
// The weak references of a dump, which the collector does not follow.
#pragma once

#include "heap/builder.h"

namespace heapgraph::luau {

/// Marks the weak references of tables with a `__mode`. References must be resolved. O(objects + edges of
/// such tables).
void mark_weak_references(SnapshotBuilder& builder);

}  // namespace heapgraph::luau
