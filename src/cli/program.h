// SPDX-License-Identifier: MIT
// The whole program: from its arguments to its exit code.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace heapgraph {

/// Does what the arguments ask for, which are without the name of the program, and returns the exit code.
/// What goes wrong is one line on `messages`. Throws nothing.
int run_program(const std::vector<std::string>& arguments, std::ostream& messages) noexcept;

}  // namespace heapgraph
