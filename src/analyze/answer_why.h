// SPDX-License-Identifier: MIT
// The answer to `--why`, or the reason why there is none.
#pragma once

#include "analyze/asked_dumps.h"
#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "heapgraph/analyze.h"
#include "report/retainers.h"

namespace heapgraph {

/// Answers `question.why` for the shown dump, whose retention must be known. Throws an Error if no
/// object matches.
WhyReport answer_why(const Question& question, const Plan& plan, const AskedDumps& dumps,
                     const MatchedDumps& matched, const Placement& placement, const Retention& retention);

}  // namespace heapgraph
