// SPDX-License-Identifier: MIT
// Which of the groups of a division belong to the runtime rather than to the program.
#pragma once

#include <cstdint>
#include <vector>

#include "report/divide.h"

namespace heapgraph {

/// What groups count for, by group.
struct RuntimeGroups {
  /// The group belongs to the runtime. Handles and stacks, which the roots of the second rank hold, are those
  /// of the program.
  std::vector<bool> are_of_runtime;
  /// Number by which the net bytes of the group are divided when groups are ranked: 8 for one of the runtime,
  /// since code and caches grow while a program warms up and are seldom the leak, and for one that hangs from
  /// a root of the second rank; 64 from a root that the runtime has for its own sake; else 1.
  std::vector<std::int64_t> divisors;
};

/// Finds what belongs to the runtime. Nothing does, and all divisors are 1, if dumps do not tell.
/// O(objects + links).
RuntimeGroups find_runtime_groups(const ChangedHeaps& heaps, Division& division);

}  // namespace heapgraph
