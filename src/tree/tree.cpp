// SPDX-License-Identifier: MIT
// Names of tree nodes, and changes and slopes of costs.
#include "heapgraph/tree.h"

#include "heap/names.h"

namespace heapgraph {

std::string_view name_in(const NameTable& names, NameId name) {
  return names.text(name);
}

Change change_between(const Cost& before, const Cost& after) {
  const auto change = [](std::uint64_t from, std::uint64_t to) {
    return static_cast<std::int64_t>(to) - static_cast<std::int64_t>(from);
  };
  return {change(before.bytes, after.bytes), change(before.objects, after.objects)};
}

std::optional<std::uint64_t> slope_of(std::span<const Cost> series) {
  if (series.size() < 2) return std::nullopt;
  for (std::size_t i = 1; i < series.size(); ++i) {
    if (series[i].bytes <= series[i - 1].bytes) return std::nullopt;
  }
  const std::uint64_t intervals = series.size() - 1;
  return (series.back().bytes - series.front().bytes + intervals / 2) / intervals;
}

Change change_of(std::span<const Cost> series) {
  return change_between(series.front(), series.back());
}

}  // namespace heapgraph
