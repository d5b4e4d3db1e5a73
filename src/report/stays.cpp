// SPDX-License-Identifier: MIT
// Objects of a series that were added between the first two dumps and stay.
#include "report/stays.h"

namespace heapgraph {

Stays count_stays(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Lifetimes& lifetimes,
                  const Lifetimes& verified) {
  Stays sum;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!is_reached[i]) continue;
    const Cost cost = {snapshot.size(id), 1};
    if (lifetimes.since[i] == 0) {
      if (stays(verified, id)) sum.hidden += cost;
      continue;
    }
    const bool is_staying = stays(lifetimes, id);
    (is_staying ? sum.staying : sum.later) += cost;
    if (is_staying && !stays(verified, id)) sum.unconfirmed += cost;
  }
  return sum;
}

}  // namespace heapgraph
