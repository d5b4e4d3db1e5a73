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

#include "base/large_array.h"
#include "base/narrow.h"
#include "graph/followed_edges.h"
#include "graph/walk.h"
#include "heap/name_order.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

struct PutOff {
  HangingStep step;
  ObjectId target;
};

/// Breadth-first walk that puts off references which name a place badly. `visitor.wants(position)` says
/// whether a reference may be taken, `visitor.enter(step, target)` enters an object if it was not entered.
template <class Visitor>
class NamingWalk {
 public:
  NamingWalk(const Snapshot& snapshot, bool follow_weak, Visitor& visitor)
      : snapshot_(snapshot), follow_weak_(follow_weak), visitor_(visitor) {
    reserve_large(queue_, snapshot.object_count());
    for (const EdgeInfo& edge : snapshot.vocabulary()->edges) is_put_off_.push_back(edge.is_last_choice);
  }

  /// Adds an object that was entered.
  void push(ObjectId object) { queue_.push_back(object); }

  /// Walks all that was pushed, and then what was put off, until nothing is left.
  void run() {
    drain();
    while (!put_off_.empty()) {
      const std::vector<PutOff> references = std::exchange(put_off_, {});
      for (const PutOff& reference : references) take(reference.step, reference.target);
      drain();
    }
  }

  void drain() {
    for (; next_ < queue_.size(); ++next_) {
      if (next_ + holders_ahead < queue_.size()) snapshot_.prefetch(queue_[next_ + holders_ahead]);
      if (next_ + edges_ahead < queue_.size()) snapshot_.prefetch_edges(queue_[next_ + edges_ahead]);
      leave(queue_[next_]);
    }
  }

  std::vector<ObjectId> take_queue() { return std::move(queue_); }

 private:
  void leave(ObjectId holder) {
    const std::size_t first = snapshot_.first_edge(holder);
    HangingStep step = {holder, 0};
    for (const Edge edge : snapshot_.edges(holder)) {
      if (is_followed(edge, follow_weak_) && visitor_.wants(first + step.number)) {
        if (is_put_off_[static_cast<std::size_t>(edge.kind)]) {
          put_off_.push_back({step, edge.target});
        } else if constexpr (Visitor::orders) {
          visitor_.note(step, edge);
        } else {
          take(step, edge.target);
        }
      }
      ++step.number;
    }
    if constexpr (Visitor::orders) visitor_.enter_noted(holder, queue_);
  }
  void take(const HangingStep& step, ObjectId target) {
    if (visitor_.enter(step, target)) queue_.push_back(target);
  }

  const Snapshot& snapshot_;
  bool follow_weak_;
  Visitor& visitor_;
  std::vector<bool> is_put_off_;
  std::vector<ObjectId> queue_;
  std::vector<PutOff> put_off_;
  std::size_t next_ = 0;
};

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

struct GroupVisitor {
  static constexpr bool orders = false;
  const std::vector<bool>& is_unchanged;
  std::vector<std::uint32_t>& group_of;

  static bool wants(std::size_t /*position*/) { return true; }
  bool enter(const HangingStep& step, ObjectId target) const {
    if (is_unchanged[index(target)] || group_of[index(target)] != no_group) return false;
    group_of[index(target)] = group_of[index(step.holder)];
    return true;
  }
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

std::vector<std::uint32_t> divide_into_groups(const Snapshot& snapshot, const std::vector<bool>& is_unchanged,
                                              const std::vector<GroupSeed>& seeds,
                                              const std::vector<GroupSeed>& late_seeds, bool follow_weak) {
  std::vector<std::uint32_t> group_of = large_array(snapshot.object_count(), no_group);
  GroupVisitor visitor = {is_unchanged, group_of};
  NamingWalk<GroupVisitor> walk(snapshot, follow_weak, visitor);
  const auto enter = [&](const std::vector<GroupSeed>& all) {
    for (const GroupSeed& seed : all) {
      if (group_of[index(seed.object)] != no_group) continue;
      group_of[index(seed.object)] = seed.group;
      walk.push(seed.object);
    }
    walk.run();
  };
  enter(seeds);
  enter(late_seeds);
  return group_of;
}

}  // namespace heapgraph
