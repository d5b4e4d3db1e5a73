// SPDX-License-Identifier: MIT
// Whether the increases of a place over a series fall towards zero.
#include "report/increases.h"

#include <algorithm>
#include <cstddef>

namespace heapgraph {

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
