// SPDX-License-Identifier: MIT
// Where the objects of a heap sit, by what is asked.
#pragma once

#include "heapgraph/analyze.h"

namespace heapgraph {

/// By path or dominator, split or not.
Placement place(const Snapshot& snapshot, const Question& question);

}  // namespace heapgraph
