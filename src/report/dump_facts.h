// SPDX-License-Identifier: MIT
// Facts of one dump for a report.
#pragma once

#include "heapgraph/load.h"
#include "heapgraph/report.h"

namespace heapgraph {

/// Name, total cost and load report of a dump. O(objects).
DumpFacts facts_of(const Dump& dump);

}  // namespace heapgraph
