// SPDX-License-Identifier: MIT
// Limits as test cases, for CI systems that show tests.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

/// Writes JUnit's XML: one suite with a case for each limit. A limit that is exceeded is a failure.
void write_junit(std::ostream& out, const Result& result);

}  // namespace heapgraph
