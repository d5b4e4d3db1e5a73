// SPDX-License-Identifier: MIT
// The names of stack slots, which the VM writes without escapes.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace heapgraph::luau {

/// Cuts a list of null and unescaped names in quotes. The list is cut at each separator. If that gives
/// more than `expected` pieces, a name holds what looks like a separator. Pieces that are neither the name
/// of a frame nor of a variable are then joined to the piece before. O(length).
std::vector<std::string_view> cut_stack_names(std::string_view text, std::size_t expected);

}  // namespace heapgraph::luau
