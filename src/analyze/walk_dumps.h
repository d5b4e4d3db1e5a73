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

/// The walk of one dump. What the plan does not ask for is empty.
struct WalkedDump {
  std::vector<bool> is_reached;
  Placement placement;    ///< by path or by dominator, split or not, as the question asks
  FirstSteps steps;       ///< first paths in the dump that is shown, where retention is explained
  Dominators dominators;  ///< kept for the dump that is shown, where retention is explained
  WeighedNodes alive;     ///< amounts alive on each node, where several dumps are laid beside each other
};

/// Whether dominators and shortest paths of the dump that is shown are needed besides its tree.
bool explains_retention(const Question& question, const Plan& plan, const Snapshot& snapshot);

/// The walks of all dumps, at the same time as far as there are threads.
class DumpWalks {
 public:
  /// Begins the walks. Refers to what it was given, which must outlive it.
  DumpWalks(const Question& question, const Plan& plan, std::span<const Dump> dumps, Scheduler& scheduler);

  /// Waits for all.
  std::vector<WalkedDump> collect();

 private:
  std::vector<Task<Dominators>> dominating_;  ///< walks wait for these tasks, so they are destroyed later
  std::vector<Task<WalkedDump>> walking_;
};

}  // namespace heapgraph
