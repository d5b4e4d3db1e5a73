// SPDX-License-Identifier: MIT
// The names of a stack's slots, which the VM writes as they are.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace heapgraph::luau {

/// Cuts a list of null and raw names in quotes. The names are cut where a separator stands; if that gives
/// more than `expected`, a raw name held what looks like one, and pieces that are neither a frame nor a
/// variable's name are joined to the piece before. O(length).
std::vector<std::string_view> cut_stack_names(std::string_view text, std::size_t expected);

}  // namespace heapgraph::luau
