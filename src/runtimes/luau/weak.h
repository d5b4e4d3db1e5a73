// SPDX-License-Identifier: MIT
// Which references of a dump the collector does not follow.
#pragma once

#include "heap/builder.h"

namespace heapgraph::luau {

/// Marks what tables with a weak mode refer to. Everything must be resolved. O(objects + edges of such
/// tables).
void mark_weak_references(SnapshotBuilder& builder);

}  // namespace heapgraph::luau
