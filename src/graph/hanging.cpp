// SPDX-License-Identifier: MIT
// Where the reachable objects of a dump hang compared with another dump.
//
// An object that is referred to from two places hangs from both, and a breadth-first walk would choose one of
// them by the order of a hash table, differently in each dump. So the walk first takes the references that
// both dumps have. What it reaches hangs where it hung. All other objects hang from it by references that
// are not in both dumps, and a second walk begins at these. Both walks put off the references that name
// a place badly, such as the slots of a stack, until nothing else is left. Of several paths of one length to
// an object the first by its names is taken, so that the order of a hash table does not matter here either.
#include "graph/hanging.h"

#include <array>
#include <span>
#include <utility>

#include "base/large_array.h"
#include "graph/followed_edges.h"
#include "graph/walk.h"
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
    while (next_ < queue_.size()) {
      const std::size_t end = queue_.size();  // of the objects that are equally far
      visitor_.settle(std::span(queue_).subspan(next_));
      for (; next_ < end; ++next_) {
        if (next_ + holders_ahead < queue_.size()) snapshot_.prefetch(queue_[next_ + holders_ahead]);
        if (next_ + edges_ahead < queue_.size()) snapshot_.prefetch_edges(queue_[next_ + edges_ahead]);
        leave(queue_[next_]);
      }
    }
  }

  const std::vector<ObjectId>& queue() const { return queue_; }

 private:
  void leave(ObjectId holder) {
    const std::size_t first = snapshot_.first_edge(holder);
    HangingStep step = {holder, 0};
    for (const Edge edge : snapshot_.edges(holder)) {
      if (is_followed(edge, follow_weak_) && visitor_.wants(first + step.number)) {
        if (is_put_off_[static_cast<std::size_t>(edge.kind)]) {
          put_off_.push_back({step, edge.target});
        } else {
          take(step, edge.target);
        }
      }
      ++step.number;
    }
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

class UnchangedVisitor {
 public:
  UnchangedVisitor(const Snapshot& snapshot, const std::vector<std::uint8_t>& kept_references,
                   Unchanged& result)
      : snapshot_(snapshot), kept_references_(kept_references), result_(result) {
    is_open_.resize(result.steps.size());
  }

  bool wants(std::size_t position) const { return kept_references_[position] != 0; }

  bool enter(const HangingStep& step, ObjectId target) {
    const std::size_t at = index(target);
    if (!result_.is_unchanged[at]) {
      result_.is_unchanged[at] = true;
      if (result_.steps.empty()) return true;
      result_.steps[at] = step;
      is_open_[at] = true;
      return true;
    }
    if (!is_open_.empty() && is_open_[at] && is_before(step, result_.steps[at])) result_.steps[at] = step;
    return false;
  }

  /// No other path to these objects is as short.
  void settle(std::span<const ObjectId> objects) {
    if (is_open_.empty()) return;
    for (const ObjectId object : objects) is_open_[index(object)] = false;
  }

 private:
  /// True if the path by `a` comes before that by `b`: the shorter one, or that whose names come first where
  /// the two part. Of paths that part far above, the names nearest to the object decide. O(1).
  bool is_before(HangingStep a, HangingStep b) const {
    constexpr std::size_t most_steps = 32;
    std::array<std::pair<HangingStep, HangingStep>, most_steps> steps;
    std::size_t count = 0;
    while (true) {
      steps[count++] = {a, b};
      const bool is_end = a.holder == ObjectId::none || b.holder == ObjectId::none;
      if (is_end && a.holder != b.holder) return a.holder == ObjectId::none;
      if (is_end || a.holder == b.holder || count == most_steps) break;
      a = result_.steps[index(a.holder)];
      b = result_.steps[index(b.holder)];
    }
    while (count-- > 0) {
      const int order = compare(steps[count].first, steps[count].second);
      if (order != 0) return order < 0;
    }
    return false;
  }

  /// Less than 0 if the name of `a` comes first. The entries of collections come before all others.
  int compare(const HangingStep& a, const HangingStep& b) const {
    if (a.holder == ObjectId::none) {
      return snapshot_.text(snapshot_.roots()[a.number].name)
          .compare(snapshot_.text(snapshot_.roots()[b.number].name));
    }
    const Edge edge = snapshot_.edge_at(snapshot_.first_edge(a.holder) + a.number);
    const Edge other = snapshot_.edge_at(snapshot_.first_edge(b.holder) + b.number);
    const auto rank = [&](const Edge& at) {
      const EdgeInfo& info = (*snapshot_.vocabulary())[at.kind];
      return info.is_last_choice ? 3 : !info.is_entry ? 2 : info.is_key ? 1 : 0;
    };
    if (rank(edge) != rank(other)) return rank(edge) - rank(other);
    if (edge.name == other.name) return 0;
    const std::span<const NameId> path = snapshot_.path_of(edge.name);
    const std::span<const NameId> other_path = snapshot_.path_of(other.name);
    for (std::size_t i = 0; i < path.size() && i < other_path.size(); ++i) {
      const int order = snapshot_.text(path[i]).compare(snapshot_.text(other_path[i]));
      if (order != 0) return order;
    }
    if (path.size() != other_path.size()) return path.size() < other_path.size() ? -1 : 1;
    return snapshot_.text(snapshot_.own_name(edge.name))
        .compare(snapshot_.text(snapshot_.own_name(other.name)));
  }

  const Snapshot& snapshot_;
  const std::vector<std::uint8_t>& kept_references_;
  Unchanged& result_;
  std::vector<bool> is_open_;  ///< objects to which another path may be as short; empty without paths
};

struct GroupVisitor {
  const std::vector<bool>& is_unchanged;
  std::vector<std::uint32_t>& group_of;

  static bool wants(std::size_t /*position*/) { return true; }
  static void settle(std::span<const ObjectId> /*objects*/) {}
  bool enter(const HangingStep& step, ObjectId target) const {
    if (is_unchanged[index(target)] || group_of[index(target)] != no_group) return false;
    group_of[index(target)] = group_of[index(step.holder)];
    return true;
  }
};

}  // namespace

Unchanged walk_unchanged(const Snapshot& snapshot, const std::vector<std::uint8_t>& kept_references,
                         const std::vector<std::uint8_t>& kept_roots, bool with_steps, bool follow_weak) {
  Unchanged result;
  result.is_unchanged.resize(snapshot.object_count());
  if (with_steps) result.steps.resize(snapshot.object_count());
  UnchangedVisitor visitor(snapshot, kept_references, result);
  NamingWalk<UnchangedVisitor> walk(snapshot, follow_weak, visitor);
  for (const std::uint8_t rank : ranks_of(snapshot)) {
    for (std::size_t i = 0; i < snapshot.roots().size(); ++i) {
      const Root& root = snapshot.roots()[i];
      if (root.rank != rank || kept_roots[i] == 0) continue;
      if (visitor.enter({ObjectId::none, static_cast<std::uint32_t>(i)}, root.object)) walk.push(root.object);
    }
    walk.run();
  }
  for (std::size_t i = 0; i < snapshot.roots().size(); ++i) {
    const ObjectId object = snapshot.roots()[i].object;
    if (!result.is_unchanged[index(object)]) result.links.push_back({ObjectId::none, i, object});
  }
  for (const ObjectId holder : walk.queue()) {
    std::size_t position = snapshot.first_edge(holder);
    for (const Edge edge : snapshot.edges(holder)) {
      const std::size_t at = position++;
      if (!is_followed(edge, follow_weak) || result.is_unchanged[index(edge.target)]) continue;
      result.links.push_back({holder, at, edge.target});
    }
  }
  return result;
}

std::vector<std::uint32_t> divide_into_groups(const Snapshot& snapshot, const std::vector<bool>& is_unchanged,
                                              const std::vector<GroupSeed>& seeds,
                                              const std::vector<GroupSeed>& late_seeds, bool follow_weak) {
  std::vector<std::uint32_t> group_of(snapshot.object_count(), no_group);
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
