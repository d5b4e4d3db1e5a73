// SPDX-License-Identifier: MIT
// Loading of files: the table of readers turns each into a Snapshot.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/load.h"
#include "runtimes/readers.h"

namespace heapgraph {

/// The public functions of the same names, with a table of readers and an existing scheduler. The reader
/// is chosen by the beginning of the text. `options.threads` is ignored.
Snapshot load_snapshot(const std::string& path, const LoadOptions& options, std::span<const Reader> readers,
                       Scheduler& scheduler);
Snapshot parse_snapshot(std::string_view text, const std::string& name, const LoadOptions& options,
                        std::span<const Reader> readers, Scheduler& scheduler);

/// The public function, with an existing scheduler. `options.threads` is ignored.
std::vector<Dump> load_dumps(std::span<const std::string> paths, std::span<const LoadDetail> details,
                             const LoadOptions& options, Scheduler& scheduler);

/// Reads dumps like `load_dumps`, but one after another, and gives each to `take` before it reads the next.
void load_in_turn(std::span<const std::string> paths, std::span<const LoadDetail> details,
                  const LoadOptions& options, Scheduler& scheduler,
                  const std::function<void(std::shared_ptr<const Dump>)>& take);

}  // namespace heapgraph
