// SPDX-License-Identifier: MIT
// The limits as test cases, for CI systems that show tests.
#pragma once

#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

/// JUnit's XML: one suite, one case a limit; a limit that is exceeded is a failure.
void write_junit(std::ostream& out, const Result& result);

}  // namespace heapgraph
