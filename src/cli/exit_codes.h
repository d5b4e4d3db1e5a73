// SPDX-License-Identifier: MIT
// Exit codes of the program.
#pragma once

namespace heapgraph {

inline constexpr int exit_done = 0;
inline constexpr int exit_limit_exceeded = 1;
/// The usage is wrong, an input cannot be read, or an output cannot be written.
inline constexpr int exit_unusable = 2;

}  // namespace heapgraph
