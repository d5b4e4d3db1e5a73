// SPDX-License-Identifier: MIT
// Sums over all objects of the dumps.
#pragma once

#include <span>
#include <vector>

#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Adds up the objects of the dumps. O(objects).
Summary summarize(const Plan& plan, std::span<const Dump> dumps, const MatchedDumps& matched,
                  const std::vector<WalkedDump>& walked);

}  // namespace heapgraph
