// SPDX-License-Identifier: MIT
// A breadth-first walk that puts off references which name a place badly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/large_array.h"
#include "graph/followed_edges.h"
#include "graph/hanging.h"
#include "graph/walk.h"
#include "heap/vocabulary.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

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

  std::vector<ObjectId> take_queue() { return std::move(queue_); }

 private:
  struct PutOff {
    HangingStep step;
    ObjectId target;
  };

  void drain() {
    for (; next_ < queue_.size(); ++next_) {
      if (next_ + holders_ahead < queue_.size()) snapshot_.prefetch(queue_[next_ + holders_ahead]);
      if (next_ + edges_ahead < queue_.size()) snapshot_.prefetch_edges(queue_[next_ + edges_ahead]);
      leave(queue_[next_]);
    }
  }

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

}  // namespace heapgraph
