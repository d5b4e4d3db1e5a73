// SPDX-License-Identifier: MIT
// The class names of userdata.
#pragma once

#include "heap/builder.h"

namespace heapgraph::luau {

/// Names the class of each userdata by the `__type` of its metatable, as `typeof` in Luau does. References
/// must be resolved. O(objects + edges of the metatables).
void name_classes(SnapshotBuilder& builder);

}  // namespace heapgraph::luau
