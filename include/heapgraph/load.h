// SPDX-License-Identifier: MIT
// Reading heap dumps.
#pragma once

#include <string>
#include <string_view>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Reads the dump in a file; `-` is standard input. O(bytes) time.
/// Throws `Error` if it cannot be read, is not JSON, or is not a Luau heap dump.
Snapshot load_snapshot(const std::string& path);

/// Reads a dump that is already in memory; `name` stands for the file in messages.
Snapshot parse_snapshot(std::string_view text, const std::string& name);

}  // namespace heapgraph
