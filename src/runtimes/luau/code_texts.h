// SPDX-License-Identifier: MIT
// The strings that only code holds: names of functions, chunks and classes.
#pragma once

#include "heap/builder.h"

namespace heapgraph::luau {

/// Adds the references from code to the strings with its texts, which a dump does not list. References must
/// be resolved. O(objects + edges).
void add_references_to_texts(SnapshotBuilder& builder);

}  // namespace heapgraph::luau
