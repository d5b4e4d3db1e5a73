// SPDX-License-Identifier: MIT
// The first mistake in a text that is not JSON, and its place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// What the beginning of a longer text shows.
struct JsonBeginning {
  std::optional<JsonFault> fault;  ///< a mistake that no continuation would mend
  std::size_t depth = 0;           ///< most values within each other
  std::vector<std::string> keys;   ///< keys of the outermost object, as far as they are there; at most 100
};

/// Reads the beginning of a text that should be JSON. O(beginning).
JsonBeginning look_at_beginning(std::string_view beginning);

/// True if the text is one valid JSON value. O(text).
bool is_json(std::string_view text);

}  // namespace heapgraph
