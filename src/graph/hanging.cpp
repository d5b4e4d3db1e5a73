// SPDX-License-Identifier: MIT
// Where the reachable objects of a dump hang compared with another dump.
//
// An object that is referred to from two places hangs from both, and a breadth-first walk would choose one of
// them by the order of a hash table, differently in each dump. So the walk first takes the references that
// both dumps have. What it reaches hangs where it hung. All other objects hang from it by references that
// are not in both dumps, and a second walk begins at these. Both walks put off the references that name
// a place badly, such as the slots of a stack, until nothing else is left.
//
// Which of several shortest paths becomes that of an object must not depend on the order of a hash table
// either. So the walk enters the objects to which one object refers in the order of the hashes of their
// names.
#include "graph/hanging.h"

#include <algorithm>
#include <utility>

#include "base/narrow.h"
#include "graph/followed_edges.h"
#include "graph/naming_walk.h"
#include "graph/walk.h"
#include "heap/name_order.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

/// Visitor that finds the unchanged objects alone.
struct UnchangedVisitor {
  static constexpr bool orders = false;
  const std::vector<std::uint8_t>& kept_references;
  Unchanged& result;

  bool wants(std::size_t position) const { return kept_references[position] != 0; }
  bool enter(const HangingStep& step, ObjectId target) const {
    if (result.is_unchanged[index(target)]) return false;
    result.is_unchanged[index(target)] = true;
    if (!result.steps.empty()) result.steps[index(target)] = step;
    return true;
  }
};

/// Visitor that finds paths too.
class PathVisitor {
 public:
  static constexpr bool orders = true;

  PathVisitor(const Snapshot& snapshot, const std::vector<std::uint8_t>& kept_references, Unchanged& result)
      : unchanged_{kept_references, result},
        order_(*snapshot.vocabulary(), *snapshot.names()),
        is_noted_(snapshot.object_count()),
        result_(result) {}

  bool wants(std::size_t position) const { return unchanged_.wants(position); }
  bool enter(const HangingStep& step, ObjectId target) const { return unchanged_.enter(step, target); }

  /// Notes a reference of an object that is being left. Another to the same target may come before it.
  void note(const HangingStep& step, const Edge& edge) {
    const std::size_t target = index(edge.target);
    if (result_.is_unchanged[target] && !is_noted_[target]) return;
    result_.is_unchanged[target] = is_noted_[target] = true;
    noted_.emplace_back(order_.key_of(edge.kind, edge.name, step.number), edge.target);
  }

  /// Enters the targets of what was noted in the order of the names.
  void enter_noted(ObjectId holder, std::vector<ObjectId>& queue) {
    if (!std::is_sorted(noted_.begin(), noted_.end())) std::sort(noted_.begin(), noted_.end());
    for (const auto& [key, target] : noted_) {
      if (!is_noted_[index(target)]) continue;
      is_noted_[index(target)] = false;
      result_.steps[index(target)] = {holder, NameOrder::number_of(key)};
      queue.push_back(target);
    }
    noted_.clear();
  }

 private:
  UnchangedVisitor unchanged_;
  NameOrder order_;
  std::vector<bool> is_noted_;
  std::vector<std::pair<std::uint64_t, ObjectId>> noted_;  ///< references by their keys
  Unchanged& result_;
};

/// Positions of the roots of a rank, by their names.
std::vector<std::size_t> roots_of(const Snapshot& snapshot, std::uint8_t rank) {
  std::vector<std::size_t> roots;
  for (std::size_t i = 0; i < snapshot.roots().size(); ++i) {
    if (snapshot.roots()[i].rank == rank) roots.push_back(i);
  }
  std::stable_sort(roots.begin(), roots.end(), [&](std::size_t a, std::size_t b) {
    return snapshot.text(snapshot.roots()[a].name) < snapshot.text(snapshot.roots()[b].name);
  });
  return roots;
}

/// Walks the unchanged part, and returns its objects in the order of the walk.
template <class Visitor>
std::vector<ObjectId> walk_kept(const Snapshot& snapshot, const std::vector<std::uint8_t>& kept_roots,
                                bool follow_weak, Visitor visitor) {
  NamingWalk<Visitor> walk(snapshot, follow_weak, visitor);
  for (const std::uint8_t rank : ranks_of(snapshot)) {
    for (const std::size_t i : roots_of(snapshot, rank)) {
      const ObjectId object = snapshot.roots()[i].object;
      if (kept_roots[i] == 0) continue;
      if (visitor.enter({ObjectId::none, static_cast<std::uint32_t>(i)}, object)) walk.push(object);
    }
    walk.run();
  }
  return walk.take_queue();
}

/// Finds the links out of the unchanged part, and what in it is retained.
class LinkFinder {
 public:
  LinkFinder(const Snapshot& snapshot, bool follow_weak, Unchanged& result)
      : snapshot_(snapshot), follow_weak_(follow_weak), result_(result), is_left_(snapshot.object_count()) {
    result.is_retained.resize(snapshot.object_count());
  }

  void find() {
    take_roots();
    for (const ObjectId holder : result_.order) {
      leave(holder);
      while (!late_.empty()) {
        const ObjectId late = late_.back();
        late_.pop_back();
        retain_targets(late);
      }
    }
    std::erase_if(result_.loose_links, [&](const ChangedLink& link) {
      return !result_.is_retained[index(link.holder)] || result_.is_retained[index(link.target)];
    });
  }

 private:
  void take_roots() {
    for (std::size_t i = 0; i < snapshot_.roots().size(); ++i) {
      const ObjectId object = snapshot_.roots()[i].object;
      if (result_.is_unchanged[index(object)]) {
        retain(object);
      } else {
        result_.links.push_back({ObjectId::none, i, object});
      }
    }
  }

  void leave(ObjectId holder) {
    is_left_[index(holder)] = true;
    std::size_t position = snapshot_.first_edge(holder);
    for (const Edge edge : snapshot_.edges(holder)) {
      const std::size_t at = position++;
      if (!is_followed(edge, follow_weak_)) continue;
      if (!result_.is_unchanged[index(edge.target)]) {
        result_.links.push_back({holder, at, edge.target});
      } else if (!edge.retains) {
        if (result_.is_retained[index(edge.target)]) continue;
        result_.loose_links.push_back({holder, at, edge.target});
      } else if (result_.is_retained[index(holder)]) {
        retain(edge.target);
      }
    }
  }

  void retain_targets(ObjectId holder) {
    for (const Edge edge : snapshot_.edges(holder)) {
      const bool counts = is_followed(edge, follow_weak_) && edge.retains;
      if (counts && result_.is_unchanged[index(edge.target)]) retain(edge.target);
    }
  }

  void retain(ObjectId object) {
    if (result_.is_retained[index(object)]) return;
    result_.is_retained[index(object)] = true;
    if (is_left_[index(object)]) late_.push_back(object);
  }

  const Snapshot& snapshot_;
  bool follow_weak_;
  Unchanged& result_;
  std::vector<bool> is_left_;   ///< objects whose references were taken
  std::vector<ObjectId> late_;  ///< objects that turned out to be retained after they were left
};

}  // namespace

Unchanged walk_unchanged(const Snapshot& snapshot, const std::vector<std::uint8_t>& kept_references,
                         const std::vector<std::uint8_t>& kept_roots, bool with_steps, bool follow_weak) {
  Unchanged result;
  result.is_unchanged.resize(snapshot.object_count());
  if (with_steps) result.steps.resize(snapshot.object_count());
  const UnchangedVisitor visitor = {kept_references, result};
  result.order = with_steps ? walk_kept(snapshot, kept_roots, follow_weak,
                                        PathVisitor(snapshot, kept_references, result))
                            : walk_kept(snapshot, kept_roots, follow_weak, visitor);
  LinkFinder(snapshot, follow_weak, result).find();
  return result;
}

}  // namespace heapgraph
