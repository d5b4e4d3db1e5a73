// SPDX-License-Identifier: MIT
// The first stage of an answer: which objects of the dumps are the same, and what counts.
#pragma once

#include <span>

#include "base/scheduler.h"
#include "graph/identity.h"
#include "graph/lifetimes.h"
#include "graph/weights.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

struct MatchedDumps {
  Matching matching;  ///< of the last dump with the first, by the rule that was asked for
  Matching verified;  ///< the same by `Identity::verified`; empty unless the plan verifies
  // Of a series:
  Lifetimes lifetimes;
  Lifetimes verified_lifetimes;
  Weights weights;  ///< of the objects of the dump that is shown
};

/// As the plan says.
MatchedDumps match_dumps(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                         Scheduler& scheduler);

/// What is new in the dump that is shown, whatever the measure counts: of a series what stays, under `freed`
/// what was freed.
Weights weigh_differing(const Plan& plan, const MatchedDumps& matched);

}  // namespace heapgraph
