// SPDX-License-Identifier: MIT
// The bound of formats that write a name, or a whole path, for each node of the tree.
#pragma once

#include "heapgraph/output.h"

namespace heapgraph {

/// What a format writes for a node.
enum class NamesOfNode : std::uint8_t { own, path };

/// Throws an Error if the names that will be written take more than `Analysis::most_output_bytes`. O(nodes).
void require_bounded_output(const Result& result, NamesOfNode names);

}  // namespace heapgraph
