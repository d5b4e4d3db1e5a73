// SPDX-License-Identifier: MIT
// Objects of a series that were added between the first two dumps and stay.
#include "report/stays.h"

namespace heapgraph {

Stays count_stays(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Lifetimes& lifetimes,
                  const Lifetimes& verified, const std::vector<bool>& is_undecided) {
  Stays sum;
  const bool is_automatic = !is_undecided.empty();
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!is_reached[i]) continue;
    const Cost cost = {snapshot.size(id), 1};
    if (lifetimes.since[i] == 0) {
      if (is_automatic ? is_undecided[i] : stays(verified, id)) sum.hidden += cost;
      continue;
    }
    const bool is_staying = stays(lifetimes, id);
    (is_staying ? sum.staying : sum.later) += cost;
    const bool is_confirmed = is_automatic ? !is_undecided[i] : stays(verified, id);
    if (is_staying && !is_confirmed) sum.unconfirmed += cost;
  }
  return sum;
}

}  // namespace heapgraph
