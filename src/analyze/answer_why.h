// SPDX-License-Identifier: MIT
// The answer to `--why`, or the reason why there is none.
#pragma once

#include <span>

#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "heapgraph/analyze.h"
#include "report/retainers.h"

namespace heapgraph {

/// Of the dump that is shown, whose retention is known. Throws an Error if no object is there.
WhyReport answer_why(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                     const MatchedDumps& matched, const Placement& placement, const Retention& retention);

}  // namespace heapgraph
