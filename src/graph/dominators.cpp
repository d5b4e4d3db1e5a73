// SPDX-License-Identifier: MIT
// The dominator tree of a heap.
//
// The algorithm is that of T. Lengauer and R. E. Tarjan, "A Fast Algorithm for Finding Dominators in a
// Flowgraph", ACM TOPLAS 1 (1), 1979, in its simple form: path compression without balanced links. A
// depth-first walk numbers the objects. The semidominator of a vertex is the least number from which a path
// leads to the vertex through larger numbers only. Semidominators are found from the highest number down. For
// each predecessor of a vertex, the search takes the best vertex on its path of tree edges that are linked
// already. A second pass turns semidominators into immediate dominators. Every walk, path compression
// included, has an explicit stack, because a heap may be a linked list of a million objects.
#include "graph/dominators.h"

#include <utility>

#include "base/large_array.h"
#include "graph/followed_edges.h"
#include "graph/walk.h"

namespace heapgraph {
namespace {

/// Position of a vertex in the depth-first order; the virtual root has 0.
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
    Number ancestor;   ///< parent in the depth-first tree, until path compression moves it up
    Number label;      ///< vertex of least semidominator from here up to the ancestor, excluded
    Number semi;       ///< semidominator; at first the vertex itself
    Number dominator;  ///< immediate dominator, or in the first pass a vertex that has the same one
  };

  /// Numbers of each object that are needed when it is the target of an edge.
  struct Target {
    Number number = 0;             ///< 0 for unreachable objects
    std::uint32_t references = 0;  ///< edges that retain the object, those from the virtual root included
  };

  /// Numbers the reachable objects from 1 in depth-first order. An object that is reached only by edges
  /// that do not retain becomes a child of the virtual root.
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
    for (const Root& root : snapshot_.roots()) {
      if (root.retains) walk_from(root.object);
    }
    for (const Root& root : snapshot_.roots()) {
      if (targets_[index(root.object)].number == 0) walk_from(root.object);
    }
    while (!unretained_.empty()) {
      const ObjectId object = unretained_.back();
      unretained_.pop_back();
      if (targets_[index(object)].number == 0) walk_from(object);
    }
  }

  /// Collects the predecessors of each vertex in compressed-sparse-row form. A vertex that refers to
  /// another twice is twice in its row. Most vertices have one predecessor, their parent in the walk,
  /// and need no row.
  void collect_predecessors() {
    first_predecessor_.assign(objects_.size() + 1, 0);
    for (Number i = 1; i < objects_.size(); ++i) {
      const std::uint32_t references = targets_[index(objects_[i])].references;
      first_predecessor_[i] = references > 1 ? references : 0;
    }
    // Each entry is the end of a row. Filling the row from its end leaves the beginning of the row there.
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
    // Buckets of the vertices that have the same semidominator, as linked lists.
    std::vector<Number> first_of_bucket(count, 0);
    std::vector<Number> next_in_bucket(count, 0);
    for (Number w = count - 1; w > 0; --w) {
      const Number parent = vertices_[w].ancestor;
      Number semi = parent;
      for (std::size_t i = first_predecessor_[w]; i < first_predecessor_[w + 1]; ++i) {
        const Number v = predecessors_[i];
        // A vertex up to w is not linked yet, so it is its own candidate.
        const Number candidate = v <= w ? v : vertices_[best_up_to(v, w)].semi;
        if (candidate < semi) semi = candidate;
      }
      vertices_[w].semi = semi;
      // If the semidominator is the parent, the parent is the immediate dominator, as it was set at first.
      if (semi != parent) next_in_bucket[w] = std::exchange(first_of_bucket[semi], w);
      // From here on w is linked to its parent, so the vertices whose semidominator is the parent can be
      // decided.
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

  /// Vertex of least semidominator on the path from `v` up to the first vertex that is not linked, which
  /// is excluded. `last` is the largest number that is not linked. The path is compressed.
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
  std::vector<ObjectId> unretained_;  ///< targets of followed edges that do not retain
  std::vector<Target> targets_;       ///< indexed by object
  std::vector<ObjectId> objects_;     ///< indexed by number; `none` for the virtual root
  std::vector<Vertex> vertices_;      ///< indexed by number
  std::vector<std::size_t> first_predecessor_;
  std::vector<Number> predecessors_;
  std::vector<Number> path_;
};

}  // namespace

Dominators find_dominators(const Snapshot& snapshot, bool follow_weak) {
  return DominatorFinder(snapshot, follow_weak).find();
}

}  // namespace heapgraph
