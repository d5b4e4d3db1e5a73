// SPDX-License-Identifier: MIT
// The errors for dumps that cannot be read.
#pragma once

#include <string>

#include "base/json_fault.h"

namespace heapgraph::luau {

/// The error for a text that the fast reader refused. nlohmann/json reads the text again and tells what it
/// expected and where. `hint` is the message of the fast reader, used if nlohmann/json finds no mistake.
/// O(text).
Error diagnose(const TextOfFile& source, const std::string& hint);

/// Throws an Error if no dump in any layout begins like this: it is no JSON, or an object without a member
/// that a dump has. `beginning` is at least `head_size` bytes of a longer text. O(beginning).
void check_beginning(const TextOfFile& beginning);

/// The error for a dump that ends before it is complete.
Error cut_short(const FilePlace& place);

}  // namespace heapgraph::luau
