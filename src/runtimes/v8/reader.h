// SPDX-License-Identifier: MIT
// The reader of heap snapshots of V8, and of engines that write them as V8 does.
#pragma once

#include <string_view>

#include "runtimes/readers.h"

namespace heapgraph::v8 {

/// True if a text that begins like this is a snapshot: an object whose first member is `snapshot`.
bool recognises(std::string_view head);

/// Reads a snapshot (`Reader::read`). O(text); memory holds the columns of the heap, its strings, and a few
/// blocks of text.
Snapshot read(Source& source, const LoadOptions& options, Scheduler& scheduler);

}  // namespace heapgraph::v8
