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
#include "heapgraph/dominators.h"

#include <utility>

#include "base/large_array.h"
#include "graph/followed_edges.h"

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
    number_of_ = {};
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

  /// Numbers from 1 in the order of a depth-first walk. What only edges reach that do not retain hangs from
  /// the virtual root.
  void number_objects() {
    struct Open {
      Number number;
      Snapshot::EdgeIterator next;
      Snapshot::EdgeIterator end;
    };
    reserve_large(number_of_, snapshot_.object_count());
    number_of_.assign(snapshot_.object_count(), 0);
    reserve_large(vertices_, snapshot_.object_count() + 1);
    reserve_large(objects_, snapshot_.object_count() + 1);
    reserve_large(held_, snapshot_.object_count());
    held_.assign(snapshot_.object_count(), 0);
    vertices_.push_back({0, 0, 0, 0});
    objects_.push_back(ObjectId::none);
    std::vector<Open> open;
    const auto enter = [&](ObjectId object, Number parent) {
      const auto number = static_cast<Number>(objects_.size());
      number_of_[index(object)] = number;
      objects_.push_back(object);
      vertices_.push_back({parent, number, number, parent});
      const Snapshot::EdgeRange edges = snapshot_.edges(object);
      if (!(edges.begin() == edges.end())) open.push_back({number, edges.begin(), edges.end()});
    };
    const auto walk_from_root = [&](ObjectId root) {
      ++held_[index(root)];
      if (number_of_[index(root)] == 0) enter(root, 0);
      while (!open.empty()) {
        Open& top = open.back();
        if (top.next == top.end) {
          open.pop_back();
          continue;
        }
        const Edge edge = *top.next;
        ++top.next;
        if (!counts_for_retention(edge, follow_weak_)) {
          if (is_followed(edge, follow_weak_)) without_holder_.push_back(edge.target);
          continue;
        }
        ++held_[index(edge.target)];
        if (number_of_[index(edge.target)] == 0) enter(edge.target, top.number);
      }
    };
    for (const Root& root : snapshot_.roots()) {
      roots_.push_back(root.object);
      walk_from_root(root.object);
    }
    while (!without_holder_.empty()) {
      const ObjectId object = without_holder_.back();
      without_holder_.pop_back();
      if (number_of_[index(object)] != 0) continue;
      roots_.push_back(object);
      walk_from_root(object);
    }
  }

  /// In compressed-sparse-row form; a vertex that is held twice by another is twice in its row.
  void collect_predecessors() {
    first_predecessor_.assign(objects_.size() + 1, 0);
    for (Number i = 1; i < objects_.size(); ++i) first_predecessor_[i] = held_[index(objects_[i])];
    held_ = {};
    // Each row is filled from its end, which leaves its beginning in place.
    for (std::size_t i = 1; i < first_predecessor_.size(); ++i) {
      first_predecessor_[i] += first_predecessor_[i - 1];
    }
    reserve_large(predecessors_, first_predecessor_.back());
    predecessors_.resize(first_predecessor_.back());
    for (const ObjectId root : roots_) add_predecessor(0, root);
    for (Number holder = 1; holder < objects_.size(); ++holder) {
      for (const Edge edge : snapshot_.edges(objects_[holder])) {
        if (counts_for_retention(edge, follow_weak_)) add_predecessor(holder, edge.target);
      }
    }
  }

  void add_predecessor(Number holder, ObjectId target) {
    predecessors_[--first_predecessor_[number_of_[index(target)]]] = holder;
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
      next_in_bucket[w] = std::exchange(first_of_bucket[semi], w);
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
  std::vector<ObjectId> roots_;           ///< held by the virtual root
  std::vector<ObjectId> without_holder_;  ///< reached by edges that do not retain
  std::vector<Number> number_of_;         ///< of each object; 0 if no root reaches it
  std::vector<std::uint32_t> held_;       ///< of each object, how often
  std::vector<ObjectId> objects_;         ///< by number; of the virtual root `none`
  std::vector<Vertex> vertices_;          ///< by number
  std::vector<std::size_t> first_predecessor_;
  std::vector<Number> predecessors_;
  std::vector<Number> path_;
};

}  // namespace

Dominators find_dominators(const Snapshot& snapshot, bool follow_weak) {
  return DominatorFinder(snapshot, follow_weak).find();
}

std::vector<std::uint64_t> retained_bytes(const Dominators& dominators, const CostOf& cost_of) {
  std::vector<std::uint64_t> retained(dominators.immediate.size(), 0);
  for (auto object = dominators.order.rbegin(); object != dominators.order.rend(); ++object) {
    retained[index(*object)] += cost_of(*object).bytes;
    const ObjectId dominator = dominators.immediate[index(*object)];
    if (dominator != ObjectId::none) retained[index(dominator)] += retained[index(*object)];
  }
  return retained;
}

std::vector<std::uint64_t> retained_by_node(const Dominators& dominators,
                                            const std::vector<std::uint64_t>& retained,
                                            const std::vector<NodeId>& node_of, std::size_t node_count) {
  // What each object dominates, in compressed-sparse-row form; the virtual root is last.
  const std::size_t objects = dominators.immediate.size();
  const auto row_of = [&](ObjectId dominator) {
    return dominator == ObjectId::none ? objects : index(dominator);
  };
  std::vector<std::uint32_t> first(objects + 2, 0);
  for (const ObjectId object : dominators.order) ++first[row_of(dominators.immediate[index(object)])];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<ObjectId> dominated(dominators.order.size());
  for (const ObjectId object : dominators.order) {
    dominated[--first[row_of(dominators.immediate[index(object)])]] = object;
  }

  std::vector<std::uint64_t> result(node_count, 0);
  std::vector<std::uint32_t> open(node_count, 0);  // objects on the node above the current one
  struct Visit {
    ObjectId object;
    bool is_leaving;
  };
  std::vector<Visit> stack;
  const auto push_dominated = [&](std::size_t row) {
    for (std::uint32_t i = first[row]; i < first[row + 1]; ++i) stack.push_back({dominated[i], false});
  };
  push_dominated(objects);
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    const NodeId node = node_of[index(visit.object)];
    if (visit.is_leaving) {
      --open[index(node)];
      continue;
    }
    if (node != NodeId::none) {
      if (open[index(node)] == 0) result[index(node)] += retained[index(visit.object)];
      ++open[index(node)];
      stack.push_back({visit.object, true});
    }
    push_dominated(index(visit.object));
  }
  return result;
}

}  // namespace heapgraph
