// SPDX-License-Identifier: MIT
// Two dumps of one process, and the comparison of the references of an object in both.
#include "graph/heap_pair.h"

#include <algorithm>

namespace heapgraph {
namespace {

std::vector<std::uint8_t> referrers_of(const Snapshot& snapshot, bool follow_weak) {
  std::vector<std::uint8_t> referrers(snapshot.object_count());
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    for (const Edge edge : snapshot.edges(static_cast<ObjectId>(i))) {
      if (!is_followed(edge, follow_weak)) continue;
      std::uint8_t& count = referrers[index(edge.target)];
      if (count != HeapPair::many_referrers) ++count;
    }
  }
  return referrers;
}

bool has_type(const Snapshot& snapshot, TypeId type) {
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    if (snapshot.type(static_cast<ObjectId>(i)) == type) return true;
  }
  return false;
}

}  // namespace

HeapPair::HeapPair(const Snapshot& snapshot_, const Snapshot& old_, const Matching& by_address_,
                   bool follow_weak_)
    : snapshot(snapshot_),
      old(old_),
      by_address(by_address_),
      follow_weak(follow_weak_),
      new_names(names_in_new(snapshot_, old_)),
      is_certain(snapshot_.object_count()) {
  {
    const Matching verified = match_verified(snapshot, old, by_address, follow_weak, new_names);
    for (std::size_t i = 0; i < is_certain.size(); ++i) is_certain[i] = verified.old_of[i] != ObjectId::none;
  }
  old_of = keep_what_can_be_same(snapshot, old, by_address).old_of;
  for (std::size_t i = 0; i < old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (is_added(id) || snapshot.category(id) != old.category(old_of[i])) set_added(id);
  }
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  for (std::size_t i = 0; i < vocabulary.edges.size(); ++i) {
    const EdgeInfo& edge = vocabulary.edges[i];
    item_kinds[i] = edge.is_item;
    fixed_kinds[i] =
        edge.is_fixed &&
        (!edge.fixed_beside || (has_type(snapshot, *edge.fixed_beside) && has_type(old, *edge.fixed_beside)));
  }
  for (std::size_t i = 0; i < vocabulary.types.size(); ++i) {
    text_types[i] = vocabulary.types[i].same_if == SameIf::text;
  }
}

void HeapPair::count_referrers() {
  if (!referrers.empty()) return;
  referrers = referrers_of(snapshot, follow_weak);
  old_referrers = referrers_of(old, follow_weak);
}

void EdgeComparison::take_old_edges(ObjectId old_holder) {
  old_edges_.clear();
  for (const Edge edge : pair_.old.edges(old_holder)) {
    if (!pair_.is_followed(edge)) continue;
    old_edges_.push_back({edge.target, pair_.name_of_old(pair_.old.own_name(edge.name)), edge.kind});
  }
  std::sort(old_edges_.begin(), old_edges_.end());
  is_found_.assign(old_edges_.size(), false);
}

bool EdgeComparison::find(const Edge& edge) {
  const Key key = {pair_.old_of[index(edge.target)], pair_.snapshot.own_name(edge.name), edge.kind};
  const auto found = std::lower_bound(old_edges_.begin(), old_edges_.end(), key);
  if (found == old_edges_.end() || *found != key) return false;
  is_found_[static_cast<std::size_t>(found - old_edges_.begin())] = true;
  return true;
}

std::uint32_t EdgeComparison::count_lost() const {
  std::uint32_t lost = 0;
  for (std::size_t i = 0; i < old_edges_.size(); ++i) {
    if (is_found_[i]) continue;
    const ObjectId target = old_edges_[i].old_target;
    if (tells_apart(pair_.is_text(pair_.old.type(target)), pair_.old_referrers[index(target)])) ++lost;
  }
  return lost;
}

}  // namespace heapgraph
