// SPDX-License-Identifier: MIT
// Identity of objects across dumps: which objects of NEW are those of OLD.
//
// The address of a freed object is soon used again, so an address alone is weak evidence. An object is
// certainly the same if a verified object refers to it in the same way in both dumps. A walk over the
// objects that are verified so far therefore compares the edges of each in both dumps. Most objects did
// not change, so their edges match one by one. If they do not, the edges in OLD are sorted and searched.
#include "graph/identity.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/followed_edges.h"
#include "graph/walk.h"
#include "heap/names.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

class Verification {
 public:
  Verification(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address, bool follow_weak,
               const std::vector<NameId>& new_names)
      : snapshot_(snapshot),
        old_(old),
        follow_weak_(follow_weak),
        by_address_(by_address),
        verified_{Identity::verified, std::vector<ObjectId>(snapshot.object_count(), ObjectId::none)},
        new_names_(new_names) {}

  Matching verify() {
    verify_texts();
    std::set<std::pair<ObjectId, NameId>> old_roots;
    for (const Root& root : old_.roots()) old_roots.emplace(root.object, name_of_old(root.name));
    for (const Root& root : snapshot_.roots()) {
      if (old_roots.contains({by_address_.old_of[index(root.object)], root.name})) verify_object(root.object);
    }
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      prefetch_ahead(next);
      compare_edges(queue_[next]);
    }
    return std::move(verified_);
  }

 private:
  /// Fields that must be equal for an edge to be the same in both dumps.
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

  SameIf same_if(TypeId type) const { return (*snapshot_.vocabulary())[type].same_if; }

  /// Verifies objects that are texts. A text is immutable, so an object with the same text and
  /// identifier is the same, whatever refers to it.
  void verify_texts() {
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      const ObjectId before = by_address_.old_of[i];
      if (before == ObjectId::none || same_if(snapshot_.type(id)) != SameIf::text) continue;
      const bool is_same =
          old_.type(before) == snapshot_.type(id) && name_of_old(old_.label(before)) == snapshot_.label(id);
      if (is_same) verified_.old_of[i] = before;
    }
  }

  void verify_object(ObjectId id) {
    const ObjectId before = by_address_.old_of[index(id)];
    const TypeId type = snapshot_.type(id);
    const SameIf rule = same_if(type);
    if (verified_.old_of[index(id)] != ObjectId::none || rule == SameIf::text) return;
    if (old_.type(before) != type) return;
    if (rule == SameIf::label_and_place && !has_same_label_and_place(id, before)) return;
    verified_.old_of[index(id)] = before;
    queue_.push_back(id);
  }

  bool has_same_label_and_place(ObjectId id, ObjectId before) const {
    const Place place = snapshot_.place(id);
    const Place old_place = old_.place(before);
    return name_of_old(old_.label(before)) == snapshot_.label(id) &&
           name_of_old(old_place.source) == place.source && old_place.line == place.line;
  }

  /// Prefetches the edges of objects further back in the queue, in both dumps.
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
        old_edges_.push_back({edge.target, name_of_old(old_.names()->own_name(edge.name)), edge.kind});
      }
    }
    bool is_sorted = false;
    std::size_t next = 0;
    for (const Edge edge : snapshot_.edges(holder)) {
      if (!is_followed(edge, follow_weak_)) continue;
      const EdgeKey key = {by_address_.old_of[index(edge.target)], snapshot_.names()->own_name(edge.name),
                           edge.kind};
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
  const std::vector<NameId>& new_names_;  // by name of OLD: its id in NEW, or `none`
  std::vector<ObjectId> queue_;
  std::vector<EdgeKey> old_edges_;
};

}  // namespace

Matching match_by_address(const Snapshot& snapshot, const Snapshot& old) {
  Matching matching;
  matching.old_of.reserve(snapshot.object_count());
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    matching.old_of.push_back(old.find(snapshot.identifier(static_cast<ObjectId>(i))));
  }
  return matching;
}

Matching match_verified(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                        bool follow_weak) {
  return match_verified(snapshot, old, by_address, follow_weak, names_in_new(snapshot, old));
}

std::vector<NameId> names_in_new(const Snapshot& snapshot, const Snapshot& old) {
  std::vector<NameId> names;
  names.reserve(old.names()->size());
  for (std::size_t i = 0; i < old.names()->size(); ++i) {
    names.push_back(snapshot.names()->find(old.text(static_cast<NameId>(i))));
  }
  return names;
}

Matching match_verified(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                        bool follow_weak, const std::vector<NameId>& new_names) {
  return Verification(snapshot, old, by_address, follow_weak, new_names).verify();
}

bool can_be_same(const Snapshot& snapshot, ObjectId id, const Snapshot& old, ObjectId before) {
  const TypeId type = snapshot.type(id);
  const bool has_fixed_size = (*snapshot.vocabulary())[type].has_fixed_size;
  return old.type(before) == type && (!has_fixed_size || old.size(before) == snapshot.size(id));
}

Matching keep_what_can_be_same(const Snapshot& snapshot, const Snapshot& old, Matching matching) {
  for (std::size_t i = 0; i < matching.old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    ObjectId& before = matching.old_of[i];
    if (before == ObjectId::none) continue;
    const bool has_other_text = (*snapshot.vocabulary())[snapshot.type(id)].same_if == SameIf::text &&
                                snapshot.text(snapshot.label(id)) != old.text(old.label(before));
    if (has_other_text || !can_be_same(snapshot, id, old, before)) before = ObjectId::none;
  }
  return matching;
}

}  // namespace heapgraph
