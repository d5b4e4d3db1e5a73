// SPDX-License-Identifier: MIT
// The conversion of a record of a dump to an object of a block.
#pragma once

#include "heap/object_block.h"
#include "heapgraph/load.h"
#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// Adds an object with its references in the order of the walk. With `LoadDetail::addresses`, the label
/// and the references are left out.
void add_record(ObjectBlock& block, const Record& record, LoadDetail detail);

}  // namespace heapgraph::luau
