// SPDX-License-Identifier: MIT
// The text of an error: FILE:LINE:COLUMN: what is wrong; what to do about it.
#include "heapgraph/error.h"

#include <fmt/format.h>

#include "base/text.h"

namespace heapgraph {
namespace {

std::string place_to_string(const FilePlace& place) {
  if (place.line == 0) return place.file;
  if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

}  // namespace

Error::Error(const FilePlace& place, const std::string& problem, const std::string& advice)
    : std::runtime_error(
          escape_unprintable(fmt::format("{}: {}; {}", place_to_string(place), problem, advice))) {}

Error::Error(const std::string& problem, const std::string& advice)
    : std::runtime_error(escape_unprintable(fmt::format("{}; {}", problem, advice))) {}

}  // namespace heapgraph
