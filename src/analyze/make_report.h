// SPDX-License-Identifier: MIT
// The parts of a report that need only objects and not the tree, made at the same time.
#pragma once

#include <span>
#include <vector>

#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "base/scheduler.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Begins the work; `join` waits for it. Refers to what it was given, which must outlive it.
class ReportInTheMaking {
 public:
  ReportInTheMaking(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                    const MatchedDumps& matched, const std::vector<WalkedDump>& walked, Scheduler& scheduler);

  /// What hangs from the tree is not in it yet.
  Report join();

 private:
  const Question& question_;
  std::vector<Task<DumpFacts>> facts_;
  Task<Breakdown> breakdown_;
  Task<std::vector<Saving>> savings_;
  Task<Difference> difference_;
};

}  // namespace heapgraph
