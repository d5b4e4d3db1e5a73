// SPDX-License-Identifier: MIT
// Sums over all objects of the dumps.
#pragma once

#include "analyze/asked_dumps.h"
#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Adds up the objects of the dumps. O(objects).
Summary summarize(const Plan& plan, const AskedDumps& dumps, const MatchedDumps& matched,
                  const WalkedDumps& walked);

}  // namespace heapgraph
