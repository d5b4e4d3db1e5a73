// SPDX-License-Identifier: MIT
// All objects of the last dump, with what other tools ask about each.
#pragma once

#include <cstdint>
#include <vector>

#include "analyze/asked_dumps.h"
#include "analyze/match_dumps.h"
#include "base/scheduler.h"
#include "heapgraph/analyze.h"
#include "tree/placement.h"

namespace heapgraph {

/// Columns by object. `snapshot` has no references.
struct ObjectTable {
  static constexpr std::uint32_t no_distance = 0xffffffff;

  Snapshot snapshot;
  Placement placement;  ///< at the first path to each object
  std::vector<std::uint64_t> retained;
  std::vector<ObjectId> dominators;      ///< immediate ones; `none` for what the roots hold together
  std::vector<std::uint32_t> distances;  ///< number of references from a root; `no_distance` if none reaches
  std::vector<bool> is_new;              ///< empty if no objects are matched
};

/// The table of the objects of the last dump. O(edges log objects).
ObjectTable tabulate_objects(const Question& question, const Plan& plan, const AskedDumps& dumps,
                             const MatchedDumps& matched, Scheduler& scheduler);

}  // namespace heapgraph
