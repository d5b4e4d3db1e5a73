// SPDX-License-Identifier: MIT
// How much each object counts under each measure, and how a snapshot adds up.
#include <memory>
#include <vector>

#include "heapgraph/diff.h"
#include "heapgraph/tree.h"

namespace heapgraph {

CostOf cost_of_live(const Snapshot& snapshot) {
  return [&snapshot](ObjectId id) { return Cost{snapshot.size(id), 1}; };
}

CostOf cost_of_new(const Snapshot& snapshot, const Snapshot& old) {
  // Asked for more than once, so the look-ups are made once.
  auto is_new = std::make_shared<std::vector<bool>>(snapshot.object_count());
  for (std::size_t i = 0; i < is_new->size(); ++i) {
    (*is_new)[i] = old.find(snapshot.address(static_cast<ObjectId>(i))) == ObjectId::none;
  }
  return [&snapshot, is_new](ObjectId id) {
    return (*is_new)[index(id)] ? Cost{snapshot.size(id), 1} : Cost{};
  };
}

Summary summarize(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of) {
  Summary summary;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const bool is_reached = placement.node_of[i] != NodeId::none;
    (is_reached ? summary.reached : summary.unreached) += {snapshot.size(id), 1};
    if (is_reached) summary.counted += cost_of(id);
  }
  return summary;
}

}  // namespace heapgraph
