// SPDX-License-Identifier: MIT
// The errors for dumps that cannot be read.
#include "runtimes/luau/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "runtimes/luau/json_values.h"

namespace heapgraph::luau {

Error diagnose(const TextOfFile& source, const std::string& hint) {
  const std::optional<JsonFault> fault = find_fault(source.text);
  if (!fault) {
    return {FilePlace{source.file}, fmt::format("cannot be read as JSON: {}", hint),
            "if another program wrote or changed this file, use the one that Luau wrote"};
  }
  const FilePlace place = place_of(source, fault->offset);
  if (fault->offset == source.text.size()) return cut_short(place);
  return {place, fmt::format("not JSON: {}", fault->reason), advice_for_other_text};
}

void check_beginning(const TextOfFile& beginning) {
  const JsonBeginning found = look_at_beginning(beginning.text);
  if (found.fault) {
    throw Error(place_of(beginning, found.fault->offset), fmt::format("not JSON: {}", found.fault->reason),
                advice_for_other_text);
  }
  if (beginning.text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw Error(FilePlace{beginning.file}, "begins with nothing but white space", advice_for_no_dump);
  }
  const auto is_of_dump = [](const std::string& key) {
    return key == "objects" || key == "roots" || key == "stats";
  };
  if (std::any_of(found.keys.begin(), found.keys.end(), is_of_dump)) return;
  throw Error(FilePlace{beginning.file},
              "is JSON, but no Luau heap dump: it does not begin with its \"objects\"", advice_for_no_dump);
}

Error cut_short(const FilePlace& place) {
  return {place, "the dump ends here, in the middle",
          "it was cut short (full disk, killed process, incomplete copy): make it again"};
}

}  // namespace heapgraph::luau
