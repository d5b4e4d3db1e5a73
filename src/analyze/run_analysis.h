// SPDX-License-Identifier: MIT
// The analysis by an existing plan, on the threads of an existing scheduler.
#pragma once

#include <functional>
#include <span>

#include "analyze/match_series.h"
#include "base/scheduler.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

using BeginPhase = std::function<void(const char*)>;

/// Answers a question as `analyze` does. `begin_phase` is told the name of each phase and may be empty.
Analysis run_analysis(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                      Scheduler& scheduler, const BeginPhase& begin_phase);

/// Answers a question about a series, all dumps of which were added.
Analysis run_analysis(const Question& question, const Plan& plan, SeriesInTheMaking& series,
                      Scheduler& scheduler, const BeginPhase& begin_phase);

}  // namespace heapgraph
