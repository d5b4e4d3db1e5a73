// SPDX-License-Identifier: MIT
// The second stage of an answer: reachability and placement of the objects of each dump.
#pragma once

#include <span>
#include <vector>

#include "base/scheduler.h"
#include "graph/dominators.h"
#include "graph/first_paths.h"
#include "heapgraph/analyze.h"
#include "tree/arrange.h"
#include "tree/placement.h"

namespace heapgraph {

/// Results of the walk of one dump. Fields that the plan does not require are empty.
struct WalkedDump {
  std::vector<bool> is_reached;
  Placement placement;    ///< by path or dominator, and split if the question asks for it
  FirstSteps steps;       ///< first paths of the shown dump, if its retention is needed
  Dominators dominators;  ///< likewise
  WeighedNodes alive;     ///< all that is alive on each node, if the plan aligns trees
};

/// True if the dominators and first paths of the shown dump are needed besides its tree.
bool explains_retention(const Question& question, const Plan& plan, const Snapshot& snapshot);

/// Walks all dumps, concurrently as far as there are threads.
std::vector<WalkedDump> walk_dumps(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                                   Scheduler& scheduler);

}  // namespace heapgraph
