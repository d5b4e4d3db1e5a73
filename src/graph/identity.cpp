// SPDX-License-Identifier: MIT
// Which objects of NEW are those of OLD.
//
// A freed object's address is soon used again, so the address alone says little. An object is surely the same
// if what holds it is the same and holds it in the same way: a walk over the objects that are verified so far
// compares the edges of each in both dumps. Most objects did not change, and then their edges are the same
// one by one; else those of OLD are sorted and searched.
#include "graph/identity.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "graph/followed_edges.h"
#include "graph/walk.h"

namespace heapgraph {
namespace {

/// Objects of these types keep the size that they were made with.
bool has_fixed_size(ObjectType type) {
  return type == ObjectType::string || type == ObjectType::function || type == ObjectType::userdata ||
         type == ObjectType::buffer || type == ObjectType::upvalue;
}

class Verification {
 public:
  Verification(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address, bool follow_weak)
      : snapshot_(snapshot),
        old_(old),
        follow_weak_(follow_weak),
        by_address_(by_address),
        verified_{Identity::verified, std::vector<ObjectId>(snapshot.object_count(), ObjectId::none)} {
    new_names_.reserve(old.names()->size());
    for (std::size_t i = 0; i < old.names()->size(); ++i) {
      new_names_.push_back(snapshot.names()->find(old.text(static_cast<NameId>(i))));
    }
  }

  Matching verify() {
    verify_strings();
    for (const Root& root : snapshot_.roots()) {
      for (const Root& old_root : old_.roots()) {
        const bool is_same = name_of_old(old_root.name) == root.name &&
                             by_address_.old_of[index(root.object)] == old_root.object;
        if (is_same) verify_object(root.object);
      }
    }
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      prefetch_ahead(next);
      compare_edges(queue_[next]);
    }
    return std::move(verified_);
  }

 private:
  /// What must be equal for an edge to be the same in both dumps.
  struct EdgeKey {
    ObjectId old_target;
    NameId name;
    EdgeKind kind;
    bool operator==(const EdgeKey&) const = default;
    bool operator<(const EdgeKey& other) const {
      return std::tie(old_target, name, kind) < std::tie(other.old_target, other.name, other.kind);
    }
  };

  NameId name_of_old(NameId name) const {
    return name == NameId::none ? NameId::none : new_names_[index(name)];
  }

  /// Strings do not change, so the same text at the same place is the same string, whoever holds it.
  void verify_strings() {
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const ObjectId before = by_address_.old_of[i];
      if (before == ObjectId::none || snapshot_.type(id) != ObjectType::string) continue;
      const bool is_same =
          old_.type(before) == ObjectType::string && name_of_old(old_.label(before)) == snapshot_.label(id);
      if (is_same) verified_.old_of[i] = before;
    }
  }

  void verify_object(ObjectId id) {
    const ObjectId before = by_address_.old_of[index(id)];
    const ObjectType type = snapshot_.type(id);
    if (verified_.old_of[index(id)] != ObjectId::none || type == ObjectType::string) return;
    if (old_.type(before) != type) return;
    const bool is_other_proto =
        type == ObjectType::proto &&
        (name_of_old(old_.label(before)) != snapshot_.label(id) || old_.line(before) != snapshot_.line(id));
    if (is_other_proto) return;
    verified_.old_of[index(id)] = before;
    queue_.push_back(id);
  }

  /// Asks the memory for what later holders need, in both dumps.
  void prefetch_ahead(std::size_t next) const {
    if (next + holders_ahead < queue_.size()) {
      snapshot_.prefetch(queue_[next + holders_ahead]);
      old_.prefetch(verified_.old_of[index(queue_[next + holders_ahead])]);
    }
    if (next + edges_ahead < queue_.size()) {
      snapshot_.prefetch_edges(queue_[next + edges_ahead]);
      old_.prefetch_edges(verified_.old_of[index(queue_[next + edges_ahead])]);
    }
  }

  void compare_edges(ObjectId holder) {
    old_edges_.clear();
    for (const Edge edge : old_.edges(verified_.old_of[index(holder)])) {
      if (is_followed(edge, follow_weak_)) {
        old_edges_.push_back({edge.target, name_of_old(edge.name), edge.kind});
      }
    }
    bool is_sorted = false;
    std::size_t next = 0;
    for (const Edge edge : snapshot_.edges(holder)) {
      if (!is_followed(edge, follow_weak_)) continue;
      const EdgeKey key = {by_address_.old_of[index(edge.target)], edge.name, edge.kind};
      if (!is_sorted && next < old_edges_.size() && old_edges_[next] == key) {
        ++next;
      } else {
        if (!is_sorted) std::sort(old_edges_.begin(), old_edges_.end());
        is_sorted = true;
        if (!std::binary_search(old_edges_.begin(), old_edges_.end(), key)) continue;
      }
      verify_object(edge.target);
    }
  }

  const Snapshot& snapshot_;
  const Snapshot& old_;
  bool follow_weak_;
  const Matching& by_address_;
  Matching verified_;
  std::vector<NameId> new_names_;  // of each name of OLD; none if NEW does not have it
  std::vector<ObjectId> queue_;
  std::vector<EdgeKey> old_edges_;
};

}  // namespace

Matching match_by_address(const Snapshot& snapshot, const Snapshot& old) {
  Matching matching;
  matching.old_of.reserve(snapshot.object_count());
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    matching.old_of.push_back(old.find(snapshot.address(static_cast<ObjectId>(i))));
  }
  return matching;
}

Matching match_verified(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                        bool follow_weak) {
  return Verification(snapshot, old, by_address, follow_weak).verify();
}

bool can_be_same(const Snapshot& snapshot, ObjectId id, const Snapshot& old, ObjectId before) {
  const ObjectType type = snapshot.type(id);
  return old.type(before) == type && (!has_fixed_size(type) || old.size(before) == snapshot.size(id));
}

Matching keep_what_can_be_same(const Snapshot& snapshot, const Snapshot& old, Matching matching) {
  for (std::size_t i = 0; i < matching.old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    ObjectId& before = matching.old_of[i];
    if (before == ObjectId::none) continue;
    const bool has_other_text = snapshot.type(id) == ObjectType::string &&
                                snapshot.text(snapshot.label(id)) != old.text(old.label(before));
    if (has_other_text || !can_be_same(snapshot, id, old, before)) before = ObjectId::none;
  }
  return matching;
}

}  // namespace heapgraph
