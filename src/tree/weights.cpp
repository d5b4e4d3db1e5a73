// SPDX-License-Identifier: MIT
// How much each object counts under each measure, and how a snapshot adds up.
#include <memory>
#include <vector>

#include "heapgraph/diff.h"
#include "heapgraph/tree.h"

namespace heapgraph {

std::string_view name_of(Measure measure) {
  switch (measure) {
    case Measure::added:
      return "new";
    case Measure::growth:
      return "growth";
    case Measure::freed:
      return "freed";
    case Measure::live:
      return "live";
    case Measure::difference:
      break;
  }
  return "difference";
}

CostOf cost_of_live(const Snapshot& snapshot) {
  return [&snapshot](ObjectId id) { return Cost{snapshot.size(id), 1}; };
}

CostOf cost_of_new(const Snapshot& snapshot, const Matching& matching) {
  // Asked for every object more than once, by a copy of its own.
  auto is_new = std::make_shared<std::vector<bool>>(snapshot.object_count());
  for (std::size_t i = 0; i < is_new->size(); ++i) (*is_new)[i] = matching.old_of[i] == ObjectId::none;
  return [&snapshot, is_new](ObjectId id) {
    return (*is_new)[index(id)] ? Cost{snapshot.size(id), 1} : Cost{};
  };
}

CostOf cost_of_growth(const Snapshot& snapshot, const Snapshot& old, const Matching& matching) {
  return [&snapshot, &old, old_of = std::make_shared<std::vector<ObjectId>>(matching.old_of)](ObjectId id) {
    const ObjectId before = (*old_of)[index(id)];
    if (before == ObjectId::none) return Cost{snapshot.size(id), 1};
    const std::uint64_t old_size = old.size(before);
    if (snapshot.size(id) <= old_size) return Cost{};
    const std::uint64_t grown = snapshot.size(id) - old_size;
    return Cost{grown, 1, grown};
  };
}

CostOf cost_of_freed(const Snapshot& old, const Matching& matching) {
  auto is_kept = std::make_shared<std::vector<bool>>(old.object_count());
  for (const ObjectId id : matching.old_of) {
    if (id != ObjectId::none) (*is_kept)[index(id)] = true;
  }
  return [&old, is_kept](ObjectId id) { return (*is_kept)[index(id)] ? Cost{} : Cost{old.size(id), 1}; };
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
