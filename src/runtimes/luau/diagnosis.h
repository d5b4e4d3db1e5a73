// SPDX-License-Identifier: MIT
// The errors for dumps that cannot be read.
#pragma once

#include <string>

#include "base/json_fault.h"

namespace heapgraph::luau {

/// The error for a text that the fast reader refused: nlohmann/json reads it again and says what it expected
/// where. `hint` is what the fast reader said, for a text in which nlohmann/json finds no mistake.
Error diagnose(const TextOfFile& source, const std::string& hint);

/// The error for a dump that ends before it is complete.
Error cut_short(const FilePlace& place);

}  // namespace heapgraph::luau
