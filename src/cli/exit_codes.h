// SPDX-License-Identifier: MIT
// What the exit code tells a script.
#pragma once

namespace heapgraph {

inline constexpr int exit_done = 0;
inline constexpr int exit_limit_exceeded = 1;
/// Wrong usage, an input that cannot be read, or an output that cannot be written.
inline constexpr int exit_unusable = 2;

}  // namespace heapgraph
