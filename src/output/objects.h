// SPDX-License-Identifier: MIT
// All objects for scripts and databases, with one JSON object a line.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

/// Writes a line for each object of the last dump. `docs/objects.md` describes it. O(objects).
void write_objects(std::ostream& out, const Result& result);

}  // namespace heapgraph
