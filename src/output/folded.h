// SPDX-License-Identifier: MIT
// Tree for other flame-graph tools, as lines `a;b;c BYTES`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

inline constexpr std::uint32_t deepest_folded_path = 1000;  // in names
inline constexpr std::size_t longest_folded_path = 16384;   // in bytes, with the name that crosses the limit

/// Writes one line for each node that holds bytes itself, in the order of the tree. A line ends with one
/// number; in a comparison by path with two, before and after, as difference tools read them. The format
/// has no escapes, so `;` and unprintable characters in a name are written as `\x3b` and the like. Every
/// line repeats its whole path, which would take terabytes for a linked list of a million objects. So a
/// path ends after `deepest_folded_path` names or `longest_folded_path` bytes, and its last node counts
/// all bytes below it.
void write_folded(std::ostream& out, const Result& result);

}  // namespace heapgraph
