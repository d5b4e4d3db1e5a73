// SPDX-License-Identifier: MIT
// How a place grows over a series.
#include "report/increases.h"

#include <algorithm>
#include <cstddef>

namespace heapgraph {

std::vector<std::int64_t> increases_of(std::span<const Cost> series) {
  std::vector<std::int64_t> increases;
  for (std::size_t i = 1; i < series.size(); ++i) {
    increases.push_back(change_between(series[i - 1], series[i]).bytes);
  }
  return increases;
}

bool is_saturating(std::span<const std::int64_t> increases) {
  if (increases.size() < 2) return false;
  const std::int64_t last = increases.back();
  const std::int64_t largest = *std::max_element(increases.begin(), increases.end());
  if (largest <= 0) return false;
  if (last * 20 <= largest) return true;
  for (std::size_t i = 1; i < increases.size(); ++i) {
    if (increases[i] * 4 > increases[i - 1] * 3) return false;
  }
  // Two increases are little evidence.
  return increases.size() == 2 ? last * 5 <= largest * 2 : last * 2 < increases.front();
}

}  // namespace heapgraph
