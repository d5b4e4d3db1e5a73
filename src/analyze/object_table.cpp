// SPDX-License-Identifier: MIT
// All objects of the last dump, with what other tools ask about each.
#include "analyze/object_table.h"

#include <utility>

#include "graph/dominators.h"
#include "graph/retained.h"
#include "graph/walk.h"
#include "tree/place_by_path.h"

namespace heapgraph {
namespace {

/// Counts the references on the shortest path to each object.
class DistanceVisitor {
 public:
  explicit DistanceVisitor(std::size_t objects) : distances_(objects, ObjectTable::no_distance) {}
  void root(const Root& root) { distances_[index(root.object)] = 0; }
  void leave(ObjectId holder) { distance_ = distances_[index(holder)] + 1; }
  void reach(const Edge& edge) { distances_[index(edge.target)] = distance_; }
  std::vector<std::uint32_t> take() { return std::move(distances_); }

 private:
  std::vector<std::uint32_t> distances_;
  std::uint32_t distance_ = 0;
};

std::vector<std::uint32_t> distances_of(const Snapshot& snapshot, bool follow_weak) {
  if (!snapshot.distances().empty()) return snapshot.distances();
  DistanceVisitor visitor(snapshot.object_count());
  walk_breadth_first(snapshot, follow_weak, visitor);
  return visitor.take();
}

/// The object that stands for all roots retains what they retain together.
void retain_all(const Snapshot& snapshot, ObjectTable& table) {
  const ObjectId root = snapshot.root_object();
  if (root == ObjectId::none) return;
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < table.dominators.size(); ++i) {
    ObjectId& dominator = table.dominators[i];
    const bool is_reached = table.placement.node_of[static_cast<ObjectId>(i)] != PlaceId::none;
    if (dominator != ObjectId::none || !is_reached) continue;
    all += table.retained[i];
    if (static_cast<ObjectId>(i) != root) dominator = root;
  }
  table.retained[index(root)] = all;
}

}  // namespace

ObjectTable tabulate_objects(const Question& question, const Plan& plan, const AskedDumps& dumps,
                             const MatchedDumps& matched, Scheduler& scheduler) {
  const Snapshot& snapshot = dumps.last;
  Task<Dominators> dominating =
      scheduler.submit([&] { return find_dominators(snapshot, question.follow_weak); });
  Task<std::vector<std::uint32_t>> measuring =
      scheduler.submit([&] { return distances_of(snapshot, question.follow_weak); });
  PathPlacement placed = place_by_path(snapshot, question.follow_weak, false);
  Dominators dominators = dominating.get();
  ObjectTable table = {snapshot.without_references(),
                       std::move(placed.placement),
                       retained_bytes(snapshot, dominators),
                       std::move(dominators.immediate),
                       measuring.get(),
                       {}};
  if (plan.matches && (plan.is_series || plan.measure != Measure::live)) {
    for (const ObjectId before : matched.matching.old_of) table.is_new.push_back(before == ObjectId::none);
  }
  retain_all(snapshot, table);
  return table;
}

}  // namespace heapgraph
