// SPDX-License-Identifier: MIT
// What a report says of one dump.
#pragma once

#include "heapgraph/load.h"
#include "heapgraph/report.h"

namespace heapgraph {

/// O(objects).
DumpFacts facts_of(const Dump& dump);

}  // namespace heapgraph
