// SPDX-License-Identifier: MIT
// The answer to `--why`, or the reason why there is none.
#pragma once

#include <cstdint>
#include <vector>

#include "analyze/asked_dumps.h"
#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Answers `question.why` for the shown dump. `walked` is its walk, with shortest paths, and `retained` has
/// the retained size of each object. `findings` are those of the question. Throws an Error if no object
/// matches.
WhyReport answer_why(const Question& question, const Plan& plan, const AskedDumps& dumps,
                     const MatchedDumps& matched, const WalkedDump& walked,
                     const std::vector<std::uint64_t>& retained, const Findings& findings);

}  // namespace heapgraph
