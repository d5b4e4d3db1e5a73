// SPDX-License-Identifier: MIT
// The reader of dumps of Luau VMs.
#pragma once

#include <string_view>

#include "runtimes/readers.h"

namespace heapgraph::luau {

/// True if a text that begins like this is in Luau's own layout.
bool recognises(std::string_view head);

/// Reads a dump in any layout. Throws an Error if the text is no dump. O(bytes).
Snapshot read(Source& source, const LoadOptions& options, Scheduler& scheduler);

}  // namespace heapgraph::luau
