// SPDX-License-Identifier: MIT
// Two heaps compared node by node, whatever processes they are of (`--match path`).
#pragma once

#include "heapgraph/analyze.h"

namespace heapgraph {

Analysis compare_paths(const Question& question, const Wanted& wanted, const Budget& budget,
                       const Dumps& dumps, const BeginPhase& begin_phase);

}  // namespace heapgraph
