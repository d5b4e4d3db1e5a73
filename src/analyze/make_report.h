// SPDX-License-Identifier: MIT
// The parts of a report that need objects only and no tree, made concurrently.
#pragma once

#include <vector>

#include "analyze/asked_dumps.h"
#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "base/scheduler.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Report in the making. The constructor begins the work and `join` waits for it. All arguments must
/// outlive the object.
class ReportInTheMaking {
 public:
  ReportInTheMaking(const Question& question, const Plan& plan, const AskedDumps& dumps,
                    const MatchedDumps& matched, const WalkedDumps& walked, Scheduler& scheduler);

  /// Waits for all parts. The result still lacks the entries that need the tree.
  Report join();

 private:
  const Question& question_;
  Identity identity_;
  std::vector<bool> everything_;  ///< a bit for each object, if what no root reaches counts too
  const AskedDumps& dumps_;
  Task<Breakdown> breakdown_;
  Task<std::vector<Saving>> savings_;
  Task<Difference> difference_;
};

}  // namespace heapgraph
