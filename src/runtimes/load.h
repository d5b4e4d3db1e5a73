// SPDX-License-Identifier: MIT
// Files -> Snapshots, by a table of readers.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/load.h"
#include "runtimes/readers.h"

namespace heapgraph {

/// The reader is chosen by what the text begins with.
Snapshot load_snapshot(const std::string& path, const LoadOptions& options, std::span<const Reader> readers,
                       Scheduler& scheduler);
Snapshot parse_snapshot(std::string_view text, const std::string& name, const LoadOptions& options,
                        std::span<const Reader> readers, Scheduler& scheduler);

/// As the public function, on threads that are there already; `options.threads` means nothing here.
std::vector<Dump> load_dumps(std::span<const std::string> paths, std::span<const LoadDetail> details,
                             const LoadOptions& options, Scheduler& scheduler);

}  // namespace heapgraph
