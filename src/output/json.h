// SPDX-License-Identifier: MIT
// Report for scripts, in JSON.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

void write_json(std::ostream& out, const Result& result);

}  // namespace heapgraph
