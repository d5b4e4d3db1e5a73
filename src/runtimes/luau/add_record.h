// SPDX-License-Identifier: MIT
// A record of a dump -> an object of a block.
#pragma once

#include "heap/object_block.h"
#include "heapgraph/load.h"
#include "runtimes/luau/record.h"

namespace heapgraph::luau {

/// Adds the object with its references in the order of the walk. With `LoadDetail::addresses`, labels and
/// references are left out.
void add_record(ObjectBlock& block, const Record& record, LoadDetail detail);

}  // namespace heapgraph::luau
