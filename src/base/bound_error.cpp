// SPDX-License-Identifier: MIT
// The error for input that exceeds a bound.
#include "base/bound_error.h"

#include <fmt/format.h>

namespace heapgraph {

Error beyond_bound(const FilePlace& place, std::string_view problem, std::string_view name) {
  const std::string advice =
      fmt::format("if it is right all the same, raise the bound with --max {}=N", name);
  if (place.file.empty()) return {std::string(problem), advice};
  return {place, std::string(problem), advice};
}

}  // namespace heapgraph
