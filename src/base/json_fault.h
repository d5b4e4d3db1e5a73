// SPDX-License-Identifier: MIT
// What exactly is wrong with a text that is not JSON, and where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "heapgraph/error.h"

namespace heapgraph {

/// A text and where it comes from: its first line is that line of the file.
struct TextOfFile {
  std::string_view text;
  const std::string& file;
  std::uint64_t first_line = 1;
};

/// Line and column of a byte. O(offset).
FilePlace place_of(const TextOfFile& source, std::size_t offset);

struct JsonFault {
  std::size_t offset;  ///< the size of the text if it ends too early
  std::string reason;
};

/// The first place where a text is no JSON, none if nlohmann/json finds no fault.
std::optional<JsonFault> find_fault(std::string_view text);

/// The text is one valid JSON value.
bool is_json(std::string_view text);

}  // namespace heapgraph
