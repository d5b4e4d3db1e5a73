// SPDX-License-Identifier: MIT
// The stage that makes all trees of an exploration from matched dumps.
#pragma once

#include "analyze/asked_dumps.h"
#include "analyze/exploration.h"
#include "analyze/match_dumps.h"
#include "base/scheduler.h"
#include "tree/aligned_trees.h"

namespace heapgraph {

/// Makes the trees that the dumps have: what grew, was freed, is alive and changed, by paths and by
/// dominators, and each also split by memory category if there are several. The first is the one that the
/// question asks for. `aligned` has the amounts of a series; null without one. O(edges log objects) for each
/// dump.
Exploration explore(const Question& question, const Plan& plan, const AskedDumps& dumps,
                    const MatchedDumps& matched, AlignedTrees* aligned, Scheduler& scheduler);

}  // namespace heapgraph
