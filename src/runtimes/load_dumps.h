// SPDX-License-Identifier: MIT
// Reading several dumps at the same time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/scheduler.h"
#include "heapgraph/load.h"

namespace heapgraph {

/// Of each dump as much as `details` says; all in full if `options.strict`, which promises to find any
/// damage. `options.detail` and `options.threads` mean nothing here. An error in an earlier dump is reported
/// first.
std::vector<Dump> load_dumps(std::span<const std::string> paths, std::span<const LoadDetail> details,
                             const LoadOptions& options, Scheduler& scheduler);

}  // namespace heapgraph
