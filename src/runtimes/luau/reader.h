// SPDX-License-Identifier: MIT
// A dump of a Luau VM -> a Snapshot.
#pragma once

#include <string_view>

#include "runtimes/readers.h"

namespace heapgraph::luau {

/// The beginning is that of Luau's own layout.
bool recognises(std::string_view head);

/// Reads a dump in any layout. Throws an Error for what is none.
Snapshot read(Source& source, const LoadOptions& options, Scheduler& scheduler);

}  // namespace heapgraph::luau
