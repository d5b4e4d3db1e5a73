// SPDX-License-Identifier: MIT
// The dominator tree of a heap.
//
// The algorithm is that of T. Lengauer and R. E. Tarjan, "A Fast Algorithm for Finding Dominators in a
// Flowgraph", ACM TOPLAS 1 (1), 1979, in its simple form: links without balancing, paths compressed. A
// depth-first walk numbers the objects. The semidominator of a vertex is the least number from which a path
// leads to it through larger numbers only; it is found from the highest number down, for each predecessor by
// the best vertex on the path of the walk that was done already. A second pass turns semidominators into
// immediate dominators. Every walk, path compression included, has a stack of its own: a heap may be a list
// of a million tables.
#include "graph/dominators.h"

#include <utility>

#include "base/large_array.h"
#include "graph/followed_edges.h"
#include "graph/walk.h"

namespace heapgraph {
namespace {

/// Position in the depth-first order; the virtual root is 0.
using Number = std::uint32_t;

class DominatorFinder {
 public:
  DominatorFinder(const Snapshot& snapshot, bool follow_weak)
      : snapshot_(snapshot), follow_weak_(follow_weak) {}

  Dominators find() {
    number_objects();
    collect_predecessors();
    find_semidominators();
    return to_objects();
  }

 private:
  struct Vertex {
    Number ancestor;   ///< first its parent in the walk, then compressed; the links are those done already
    Number label;      ///< with the least semidominator between here and the ancestor
    Number semi;       ///< semidominator
    Number dominator;  ///< immediate, or a vertex with the same one
  };

  /// What is looked up of the target of each edge.
  struct Target {
    Number number = 0;             ///< 0 if no root reaches the object
    std::uint32_t references = 0;  ///< to the object
  };

  /// Numbers from 1 in the order of a depth-first walk. Objects that are only reached by edges which do not
  /// retain are children of the virtual root.
  void number_objects() {
    struct Open {
      Number number;
      Snapshot::EdgeIterator next;
      Snapshot::EdgeIterator end;
    };
    reserve_large(targets_, snapshot_.object_count());
    targets_.assign(snapshot_.object_count(), Target{});
    reserve_large(vertices_, snapshot_.object_count() + 1);
    reserve_large(objects_, snapshot_.object_count() + 1);
    vertices_.push_back({0, 0, 0, 0});
    objects_.push_back(ObjectId::none);
    std::vector<Open> open;
    const auto enter = [&](ObjectId object, Number parent) {
      Target& target = targets_[index(object)];
      ++target.references;
      if (target.number != 0) return;
      const auto number = static_cast<Number>(objects_.size());
      target.number = number;
      objects_.push_back(object);
      vertices_.push_back({parent, number, number, parent});
      const Snapshot::EdgeRange edges = snapshot_.edges(object);
      if (!(edges.begin() == edges.end())) open.push_back({number, edges.begin(), edges.end()});
    };
    const auto walk_from = [&](ObjectId root) {
      roots_.push_back(root);
      enter(root, 0);
      while (!open.empty()) {
        Open& top = open.back();
        if (top.next == top.end) {
          open.pop_back();
          continue;
        }
        const Edge edge = *top.next;
        ++top.next;
        if (counts_for_retention(edge, follow_weak_)) {
          enter(edge.target, top.number);
        } else if (is_followed(edge, follow_weak_)) {
          unretained_.push_back(edge.target);
        }
      }
    };
    for (const Root& root : snapshot_.roots()) walk_from(root.object);
    while (!unretained_.empty()) {
      const ObjectId object = unretained_.back();
      unretained_.pop_back();
      if (targets_[index(object)].number == 0) walk_from(object);
    }
  }

  /// In compressed-sparse-row form; a vertex that refers to another twice is twice in its row. Most vertices
  /// have one predecessor, their parent in the walk, and need no row.
  void collect_predecessors() {
    first_predecessor_.assign(objects_.size() + 1, 0);
    for (Number i = 1; i < objects_.size(); ++i) {
      const std::uint32_t references = targets_[index(objects_[i])].references;
      first_predecessor_[i] = references > 1 ? references : 0;
    }
    // Each row is filled from its end, which leaves its beginning in place.
    for (std::size_t i = 1; i < first_predecessor_.size(); ++i) {
      first_predecessor_[i] += first_predecessor_[i - 1];
    }
    reserve_large(predecessors_, first_predecessor_.back());
    predecessors_.resize(first_predecessor_.back());
    for (const ObjectId root : roots_) add_predecessor(0, root);
    for (Number holder = 1; holder < objects_.size(); ++holder) {
      if (holder + holders_ahead < objects_.size()) snapshot_.prefetch(objects_[holder + holders_ahead]);
      if (holder + edges_ahead < objects_.size()) snapshot_.prefetch_edges(objects_[holder + edges_ahead]);
      for (const Edge edge : snapshot_.edges(objects_[holder])) {
        if (counts_for_retention(edge, follow_weak_)) add_predecessor(holder, edge.target);
      }
    }
    targets_ = {};
  }

  void add_predecessor(Number holder, ObjectId object) {
    const Target& target = targets_[index(object)];
    if (target.references > 1) predecessors_[--first_predecessor_[target.number]] = holder;
  }

  void find_semidominators() {
    const auto count = static_cast<Number>(objects_.size());
    // Vertices that have the same semidominator, as linked lists.
    std::vector<Number> first_of_bucket(count, 0);
    std::vector<Number> next_in_bucket(count, 0);
    for (Number w = count - 1; w > 0; --w) {
      const Number parent = vertices_[w].ancestor;
      Number semi = parent;
      for (std::size_t i = first_predecessor_[w]; i < first_predecessor_[w + 1]; ++i) {
        const Number v = predecessors_[i];
        // What comes before w in the walk is not linked yet and stands for itself.
        const Number candidate = v <= w ? v : vertices_[best_up_to(v, w)].semi;
        if (candidate < semi) semi = candidate;
      }
      vertices_[w].semi = semi;
      // A vertex whose semidominator is its parent is dominated by it, as it is to begin with.
      if (semi != parent) next_in_bucket[w] = std::exchange(first_of_bucket[semi], w);
      // From here on w is linked to its parent; those whose semidominator that is can be decided.
      for (Number v = std::exchange(first_of_bucket[parent], 0); v != 0; v = next_in_bucket[v]) {
        const Number best = best_up_to(v, w - 1);
        vertices_[v].dominator = vertices_[best].semi < vertices_[v].semi ? best : parent;
      }
    }
    for (Number w = 1; w < count; ++w) {
      if (vertices_[w].dominator != vertices_[w].semi) {
        vertices_[w].dominator = vertices_[vertices_[w].dominator].dominator;
      }
    }
  }

  /// The vertex with the least semidominator on the path from `v` up to a vertex that is not linked, itself
  /// not included; `last` is the largest number that is not linked. Compresses the path.
  Number best_up_to(Number v, Number last) {
    path_.clear();
    for (Number at = v; vertices_[at].ancestor > last; at = vertices_[at].ancestor) path_.push_back(at);
    while (!path_.empty()) {
      Vertex& vertex = vertices_[path_.back()];
      path_.pop_back();
      const Vertex& above = vertices_[vertex.ancestor];
      if (vertices_[above.label].semi < vertices_[vertex.label].semi) vertex.label = above.label;
      vertex.ancestor = above.ancestor;
    }
    return vertices_[v].label;
  }

  Dominators to_objects() {
    Dominators result;
    result.immediate.assign(snapshot_.object_count(), ObjectId::none);
    for (Number w = 1; w < objects_.size(); ++w) {
      result.immediate[index(objects_[w])] = objects_[vertices_[w].dominator];
    }
    objects_.erase(objects_.begin());
    result.order = std::move(objects_);
    return result;
  }

  const Snapshot& snapshot_;
  bool follow_weak_;
  std::vector<ObjectId> roots_;       ///< children of the virtual root
  std::vector<ObjectId> unretained_;  ///< targets of edges that do not retain
  std::vector<Target> targets_;       ///< by object
  std::vector<ObjectId> objects_;     ///< by number; `none` stands for the virtual root
  std::vector<Vertex> vertices_;      ///< by number
  std::vector<std::size_t> first_predecessor_;
  std::vector<Number> predecessors_;
  std::vector<Number> path_;
};

}  // namespace

Dominators find_dominators(const Snapshot& snapshot, bool follow_weak) {
  return DominatorFinder(snapshot, follow_weak).find();
}

}  // namespace heapgraph
