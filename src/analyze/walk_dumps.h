// SPDX-License-Identifier: MIT
// The second stage of an answer: what the roots of each dump reach, and where it sits.
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

/// One dump, followed as far as the plan says; what it does not ask for is empty.
struct WalkedDump {
  std::vector<bool> is_reached;
  Placement placement;    ///< by path or dominator, split or not, as was asked for
  FirstSteps steps;       ///< of the dump that is shown
  Dominators dominators;  ///< likewise, or if objects are placed by them
  WeighedNodes alive;     ///< all that is alive on each node, if trees are aligned
};

/// Whether dominators and shortest paths of the dump that is shown are needed besides its tree.
bool explains_retention(const Question& question, const Plan& plan, const Snapshot& snapshot);

/// The walks of all dumps, at the same time as far as there are threads.
class DumpWalks {
 public:
  /// Begins them. Refers to what it was given, which must outlive it.
  DumpWalks(const Question& question, const Plan& plan, std::span<const Dump> dumps, Scheduler& scheduler);

  /// Waits for all.
  std::vector<WalkedDump> collect();

 private:
  std::vector<Task<Dominators>> dominating_;  ///< the walks wait for them, so they outlive the walks
  std::vector<Task<WalkedDump>> walking_;
};

}  // namespace heapgraph
