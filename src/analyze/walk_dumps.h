// SPDX-License-Identifier: MIT
// The second stage of an answer: what the roots of each dump reach, and where it sits.
#pragma once

#include <cstddef>
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

/// The walk of one dump, which goes on while other work is done.
class DumpWalk {
 public:
  DumpWalk(const DumpWalk&) = delete;
  DumpWalk& operator=(const DumpWalk&) = delete;
  DumpWalk(DumpWalk&&) = delete;
  DumpWalk& operator=(DumpWalk&&) = delete;
  ~DumpWalk() = default;
  /// Begins the walk of the dump with this number. Refers to what it was given, which must outlive it.
  DumpWalk(const Question& question, const Plan& plan, const Snapshot& snapshot, std::size_t number,
           Scheduler& scheduler);

  /// Waits for the walk. What the plan does not ask for is empty.
  WalkedDump get() { return walking_.is_valid() ? walking_.get() : WalkedDump{}; }

 private:
  Task<Dominators> dominating_;  ///< the walk waits for this task, so it is destroyed later
  Task<WalkedDump> walking_;
};

/// The walks of the first dump and the last. With one dump only that of the last is filled.
struct WalkedDumps {
  WalkedDump first;
  WalkedDump last;

  WalkedDump& shown(const Plan& plan) { return is_first_shown(plan) ? first : last; }
  const WalkedDump& shown(const Plan& plan) const { return is_first_shown(plan) ? first : last; }

 private:
  static bool is_first_shown(const Plan& plan) { return plan.shown + 1 != plan.walks.size(); }
};

}  // namespace heapgraph
