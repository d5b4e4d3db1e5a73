// SPDX-License-Identifier: MIT
// An answer by a plan that was made already, on threads that are there already.
#pragma once

#include <functional>
#include <span>

#include "base/scheduler.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

using BeginPhase = std::function<void(const char*)>;

/// As `analyze`. `begin_phase` may be empty.
Analysis run_analysis(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                      Scheduler& scheduler, const BeginPhase& begin_phase);

}  // namespace heapgraph
