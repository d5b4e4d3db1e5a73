// SPDX-License-Identifier: MIT
// The first mistake in a text that is not JSON, and its place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "heapgraph/error.h"

namespace heapgraph {

/// A text from a file, in which it begins at line `first_line`.
struct TextOfFile {
  std::string_view text;
  const std::string& file;
  std::uint64_t first_line = 1;
};

/// Line and column of the byte at an offset. O(offset).
FilePlace place_of(const TextOfFile& source, std::size_t offset);

/// A mistake in a text that should be JSON.
struct JsonFault {
  std::size_t offset;  ///< byte of the mistake; the size of the text if it ends too early
  std::string reason;
};

/// The first mistake in a text; none if nlohmann/json finds no mistake. O(text).
std::optional<JsonFault> find_fault(std::string_view text);

/// True if the text is one valid JSON value. O(text).
bool is_json(std::string_view text);

}  // namespace heapgraph
