// SPDX-License-Identifier: MIT
// What userdata is called.
#pragma once

#include "heap/builder.h"

namespace heapgraph::luau {

/// Names the class of userdata by the `__type` of its metatable, as `typeof` in Luau does. Everything must be
/// resolved. O(objects + edges of the metatables).
void name_classes(SnapshotBuilder& builder);

}  // namespace heapgraph::luau
