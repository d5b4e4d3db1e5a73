// SPDX-License-Identifier: MIT
// References and roots that two dumps have in common.
//
// Most objects did not change, so the references of a kept object are compared one by one. From the first
// difference on, those of OLD are sorted and searched. Objects do not depend on each other, so ranges of
// them are compared at the same time.
#include "graph/kept_references.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/large_array.h"

namespace heapgraph {
namespace {

class Comparer {
 public:
  Comparer(const Snapshot& snapshot, const Snapshot& old, const Matching& matching,
           const KeptMarks* old_marks, KeptReferences& kept)
      : snapshot_(snapshot), old_(old), matching_(matching), old_marks_(old_marks), kept_(kept) {}

  void compare(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const ObjectId before = matching_.old_of[i];
      if (before != ObjectId::none) compare(static_cast<ObjectId>(i), before);
    }
  }

 private:
  /// What must be equal for a reference to be the same in both dumps.
  struct Key {
    ObjectId old_target;
    EdgeKind kind;
    bool is_weak;

    bool operator==(const Key&) const = default;
    bool operator<(const Key& other) const {
      return std::tie(old_target, kind, is_weak) < std::tie(other.old_target, other.kind, other.is_weak);
    }
  };

  /// A reference of OLD after the first difference.
  struct OldReference {
    Key key;
    std::uint8_t mark;  ///< what the same reference is marked with in NEW
    std::size_t position;
  };

  std::uint8_t mark_after(std::size_t old_position) const {
    const std::uint8_t before = old_marks_ == nullptr ? kept_since_first : (*old_marks_)[old_position];
    return kept_mark | (before & kept_since_first);
  }

  Key key_of(const Edge& edge) const {
    const bool has_target = edge.target != ObjectId::none;
    return {has_target ? matching_.old_of[index(edge.target)] : ObjectId::none, edge.kind, edge.weak};
  }

  static Key key_of_old(const Edge& edge) { return {edge.target, edge.kind, edge.weak}; }

  void compare(ObjectId id, ObjectId before) {
    const Snapshot::EdgeRange edges = snapshot_.edges(id);
    const Snapshot::EdgeRange old_edges = old_.edges(before);
    Snapshot::EdgeIterator edge = edges.begin();
    Snapshot::EdgeIterator old_edge = old_edges.begin();
    std::size_t position = snapshot_.first_edge(id);
    std::size_t old_position = old_.first_edge(before);
    for (; !(edge == edges.end()) && !(old_edge == old_edges.end()); ++edge, ++old_edge) {
      const Key key = key_of(*edge);
      if (key.old_target == ObjectId::none || key != key_of_old(*old_edge)) break;
      kept_.in_new[position++] = mark_after(old_position);
      kept_.in_old[old_position++] = kept_mark;
    }
    if (edge == edges.end() || old_edge == old_edges.end()) return;
    old_references_.clear();
    for (; !(old_edge == old_edges.end()); ++old_edge, ++old_position) {
      old_references_.push_back({key_of_old(*old_edge), mark_after(old_position), old_position});
    }
    // Of several references to one target, that which was there longest comes first.
    std::sort(old_references_.begin(), old_references_.end(),
              [](const OldReference& a, const OldReference& b) {
                return a.key != b.key ? a.key < b.key : a.mark > b.mark;
              });
    for (; !(edge == edges.end()); ++edge, ++position) {
      const Key key = key_of(*edge);
      if (key.old_target == ObjectId::none) continue;
      auto found = std::lower_bound(old_references_.begin(), old_references_.end(), key,
                                    [](const OldReference& a, const Key& b) { return a.key < b; });
      if (found == old_references_.end() || found->key != key) continue;
      kept_.in_new[position] = found->mark;
      // An object may refer to another twice. Once marked, all of its references are.
      for (; found != old_references_.end() && found->key == key && kept_.in_old[found->position] == 0;
           ++found) {
        kept_.in_old[found->position] = kept_mark;
      }
    }
  }

  const Snapshot& snapshot_;
  const Snapshot& old_;
  const Matching& matching_;
  const KeptMarks* old_marks_;
  KeptReferences& kept_;
  std::vector<OldReference> old_references_;
};

}  // namespace

void keep_since_first(KeptMarks& marks) {
  for (std::uint8_t& mark : marks) mark &= kept_since_first;
}

KeptReferences find_kept_references(const Snapshot& snapshot, const Snapshot& old, const Matching& matching,
                                    const KeptMarks* old_marks, Scheduler& scheduler) {
  KeptReferences kept = {large_array(snapshot.edge_count(), std::uint8_t{0}),
                         large_array(old.edge_count(), std::uint8_t{0})};
  const std::size_t parts = scheduler.threads();
  const std::size_t objects = snapshot.object_count();
  std::vector<Task<void>> running;
  for (std::size_t part = 0; part < parts; ++part) {
    running.push_back(scheduler.submit([&, part] {
      Comparer(snapshot, old, matching, old_marks, kept)
          .compare(objects * part / parts, objects * (part + 1) / parts);
    }));
  }
  for (Task<void>& part : running) part.get();
  return kept;
}

KeptRoots find_kept_roots(const Snapshot& snapshot, const Snapshot& old, const Matching& matching,
                          const KeptMarks* old_marks) {
  const std::vector<Root>& roots = snapshot.roots();
  const std::vector<Root>& old_roots = old.roots();
  struct OldRoots {
    std::vector<std::size_t> positions;
    std::uint8_t marks = 0;  ///< of all of them together
  };
  std::map<std::pair<ObjectId, std::string_view>, OldRoots> by_name;
  for (std::size_t k = 0; k < old_roots.size(); ++k) {
    OldRoots& same = by_name[{old_roots[k].object, old.text(old_roots[k].name)}];
    same.positions.push_back(k);
    same.marks |= old_marks == nullptr ? kept_since_first : (*old_marks)[k];
  }
  KeptRoots kept = {KeptMarks(roots.size()), KeptMarks(old_roots.size())};
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const auto found = by_name.find({matching.old_of[index(roots[i].object)], snapshot.text(roots[i].name)});
    if (found == by_name.end()) continue;
    kept.in_new[i] = kept_mark | (found->second.marks & kept_since_first);
    for (const std::size_t k : std::exchange(found->second.positions, {})) kept.in_old[k] = kept_mark;
  }
  return kept;
}

}  // namespace heapgraph
