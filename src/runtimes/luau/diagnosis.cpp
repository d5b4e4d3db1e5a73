// SPDX-License-Identifier: MIT
// The errors for dumps that cannot be read.
#include "runtimes/luau/diagnosis.h"

#include <fmt/format.h>

#include <optional>

namespace heapgraph::luau {

Error diagnose(const TextOfFile& source, const std::string& hint) {
  const std::optional<JsonFault> fault = find_fault(source.text);
  if (!fault) {
    return {FilePlace{source.file}, fmt::format("cannot be read as JSON: {}", hint),
            "if another program wrote or changed this file, use the one that Luau wrote"};
  }
  const FilePlace place = place_of(source, fault->offset);
  if (fault->offset == source.text.size()) return cut_short(place);
  return {place, fmt::format("not JSON: {}", fault->reason),
          "check that this file is a Luau heap dump and was not changed"};
}

Error cut_short(const FilePlace& place) {
  return {place, "the dump ends here, in the middle",
          "it was cut short (full disk, killed process, incomplete copy): make it again"};
}

}  // namespace heapgraph::luau
