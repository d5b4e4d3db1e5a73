// SPDX-License-Identifier: MIT
// The program's main road: dumps in, a result out.
#pragma once

#include <iosfwd>

#include "cli/options.h"

namespace heapgraph {

/// Runs what the options ask for; says what a person should know on `messages`. Returns the exit code.
/// Throws `Error`.
int run(const Options& options, std::ostream& messages);

}  // namespace heapgraph
