// SPDX-License-Identifier: MIT
// The report for a pull request.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

void write_markdown(std::ostream& out, const Result& result);

}  // namespace heapgraph
