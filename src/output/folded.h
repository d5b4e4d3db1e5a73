// SPDX-License-Identifier: MIT
// The tree for other flame-graph tools: `a;b;c BYTES` lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>

#include "heapgraph/output.h"

namespace heapgraph {

inline constexpr std::uint32_t deepest_folded_path = 1000;  // names
inline constexpr std::size_t longest_folded_path = 16384;   // bytes, with the name that crosses the limit

/// One line for each node that holds bytes itself, in the order of the tree; by path with two numbers, before
/// and after, as tools for differences read them. A `;` or anything invisible in a
/// name is written as an escape, since the format has none of its own. Every line repeats its whole path, so
/// a path ends after `deepest_folded_path` names or `longest_folded_path` bytes and holds all below: a list
/// of a million tables would take terabytes.
void write_folded(std::ostream& out, const Result& result);

}  // namespace heapgraph
