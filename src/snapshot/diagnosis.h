// SPDX-License-Identifier: MIT
// What exactly is wrong with a text that is not JSON, and where.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "heapgraph/error.h"

namespace heapgraph {

/// Line and column of a byte. O(offset).
FilePlace place_of(std::string_view text, std::size_t offset, const std::string& file);

/// The error for a text that the fast reader refused: nlohmann/json reads it again and says what it expected
/// where. `hint` is what the fast reader said, for a text in which nlohmann/json finds no mistake.
Error diagnose(std::string_view text, const std::string& file, const std::string& hint);

/// The text is one valid JSON value.
bool is_json(std::string_view text);

}  // namespace heapgraph
