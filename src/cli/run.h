// SPDX-License-Identifier: MIT
// Main path of the program, from dumps to a written result.
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace heapgraph {

/// Runs what the options ask for, and writes notices for people to `messages`. Returns the exit code.
/// Throws `Error`.
int run(const Options& options, std::ostream& messages);

}  // namespace heapgraph
