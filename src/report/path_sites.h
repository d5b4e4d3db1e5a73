// SPDX-License-Identifier: MIT
// Findings of a comparison of two heaps by path.
#pragma once

#include <vector>

#include "heapgraph/report.h"

namespace heapgraph {

/// Makes the nodes that changed most the sites of a comparison by path. `before` and `after` are what the
/// heaps hold, and `grown_bytes` is by how much nodes hold more. O(length of the paths).
Findings findings_of_paths(const std::vector<Leak>& leaks, const Cost& before, const Cost& after,
                           std::uint64_t grown_bytes);

}  // namespace heapgraph
