// SPDX-License-Identifier: MIT
// Report for a terminal.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

void write_text(std::ostream& out, const Result& result);

}  // namespace heapgraph
