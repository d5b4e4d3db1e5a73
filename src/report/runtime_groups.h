// SPDX-License-Identifier: MIT
// Which of the groups of a division belong to the runtime rather than to the program.
#pragma once

#include <cstdint>
#include <vector>

#include "report/divide.h"

namespace heapgraph {

/// By group: how much less than its bytes it counts when groups are ranked: a program's own groups count in
/// full, by 1. What belongs to the runtime counts an eighth: code and caches grow while a program warms up,
/// and are seldom the leak. What hangs from the roots that the runtime has for its own sake counts less
/// still. All count in full if dumps do not tell what belongs to the runtime. O(objects + links).
std::vector<std::int64_t> divisors_of_groups(const ChangedHeaps& heaps, Division& division);

}  // namespace heapgraph
