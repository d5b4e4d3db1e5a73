// SPDX-License-Identifier: MIT
// Lists as JSON.
#pragma once

#include <cstdint>
#include <string>

namespace heapgraph {

/// JSON list of values, each written by a function that returns its JSON.
template <typename Values, typename Write>
std::string list_as_json(const Values& values, const Write& write) {
  std::string list = "[";
  for (const auto& value : values) {
    if (list.size() > 1) list += ',';
    list += write(value);
  }
  return list + "]";
}

/// JSON list of numbers, each as its difference from the one before, which compresses well.
template <typename Numbers>
std::string differences_as_json(const Numbers& numbers) {
  std::int64_t last = 0;
  return list_as_json(numbers, [&](const auto number) {
    const std::int64_t difference = static_cast<std::int64_t>(number) - last;
    last = static_cast<std::int64_t>(number);
    return std::to_string(difference);
  });
}

}  // namespace heapgraph
