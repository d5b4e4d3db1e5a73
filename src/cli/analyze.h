// SPDX-License-Identifier: MIT
// From the dumps that were read to all that a format may want to say.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "cli/options.h"
#include "heapgraph/report.h"

namespace heapgraph {

struct Dumps {
  std::optional<Snapshot> old;
  std::optional<Snapshot> fresh;  ///< always there once reading is done
};

/// What is made of them.
struct Analysis {
  Measure measure = Measure::live;
  Matching matching;  ///< if something compares
  Tree tree;
  Summary summary;
  std::optional<LimitReport> limits;
  std::optional<Report> report;         ///< for the formats that need it
  std::vector<std::uint64_t> retained;  ///< as `Result::retained`
};

/// OLD must be read in full, and not only its addresses.
bool walks_old(const Options& options, const Format& format, const Budget& budget);

/// Told the name of each phase when it begins.
using BeginPhase = std::function<void(const char*)>;

/// Throws an Error if `--why` asks for what is not there.
Analysis analyze(const Options& options, const Format& format, const Budget& budget, const Dumps& dumps,
                 const BeginPhase& begin_phase);

}  // namespace heapgraph
