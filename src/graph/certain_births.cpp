// SPDX-License-Identifier: MIT
// Objects of NEW whose address was used again.
//
// Problem: a matching by address takes an object that was born at the address of a freed one for that one.
// Method, first part: some references never change, as those of a function to its code and its upvalues.
// An object whose fixed references lead elsewhere than those of its candidate was born. Whoever has a fixed
// reference to a born object was born too; a worklist over the fixed references in reverse spreads this.
// Second part: a list from which items are removed, and to which items are added at the end, keeps the
// order of those that stay. An item that moved towards the end, past items that it preceded, and that has
// an added item before it, took the address of one that was removed. Lists whose order changed as a whole
// (they were sorted or shuffled) are left alone.
#include "graph/certain_births.h"

#include <algorithm>
#include <utility>

namespace heapgraph {
namespace {

/// True if the fixed references of the object and its candidate are not the same, one by one.
bool has_other_fixed_edges(const HeapPair& pair, ObjectId id) {
  const Snapshot::EdgeRange edges = pair.snapshot.edges(id);
  const Snapshot::EdgeRange old_edges = pair.old.edges(pair.old_of[index(id)]);
  Snapshot::EdgeIterator edge = edges.begin();
  Snapshot::EdgeIterator old_edge = old_edges.begin();
  const auto skip = [&](Snapshot::EdgeIterator& at, const Snapshot::EdgeRange& range) {
    while (at != range.end() && !pair.is_fixed(*at)) ++at;
    return at != range.end();
  };
  for (;; ++edge, ++old_edge) {
    const bool has_edge = skip(edge, edges);
    if (has_edge != skip(old_edge, old_edges)) return true;
    if (!has_edge) return false;
    const ObjectId target = (*edge).target;
    const ObjectId before = target == ObjectId::none ? target : pair.old_of[index(target)];
    if ((*edge).kind != (*old_edge).kind || before != (*old_edge).target) return true;
    if (before == ObjectId::none && target != ObjectId::none) return true;
  }
}

bool has_other_label_or_place(const HeapPair& pair, ObjectId id) {
  if ((*pair.snapshot.vocabulary())[pair.snapshot.type(id)].same_if != SameIf::label_and_place) return false;
  const ObjectId before = pair.old_of[index(id)];
  const Place place = pair.snapshot.place(id);
  const Place old_place = pair.old.place(before);
  return pair.name_of_old(pair.old.label(before)) != pair.snapshot.label(id) ||
         pair.name_of_old(old_place.source) != place.source || old_place.line != place.line;
}

/// True if both the object and its candidate refer to texts, but to none in common. The texts to which a
/// record refers are above all the names of its fields.
bool has_other_texts(const HeapPair& pair, ObjectId id, std::vector<NameId>& old_texts) {
  old_texts.clear();
  for (const Edge edge : pair.old.edges(pair.old_of[index(id)])) {
    if (!pair.is_followed(edge) || !pair.is_text(pair.old.type(edge.target))) continue;
    old_texts.push_back(pair.name_of_old(pair.old.label(edge.target)));
  }
  if (old_texts.empty()) return false;
  std::sort(old_texts.begin(), old_texts.end());
  bool has_texts = false;
  for (const Edge edge : pair.snapshot.edges(id)) {
    if (!pair.is_followed(edge) || !pair.is_text(pair.snapshot.type(edge.target))) continue;
    has_texts = true;
    const NameId label = pair.snapshot.label(edge.target);
    if (std::binary_search(old_texts.begin(), old_texts.end(), label)) return false;
  }
  return has_texts;
}

/// A fixed reference between undecided objects, in reverse.
struct FixedReferrer {
  ObjectId target;
  ObjectId holder;
  bool operator<(const FixedReferrer& other) const {
    return std::tie(target, holder) < std::tie(other.target, other.holder);
  }
};

std::vector<FixedReferrer> fixed_referrers(const HeapPair& pair) {
  std::vector<FixedReferrer> referrers;
  for (std::size_t i = 0; i < pair.old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!pair.is_undecided(id)) continue;
    for (const Edge edge : pair.snapshot.edges(id)) {
      if (edge.target == ObjectId::none || !pair.is_fixed(edge)) continue;
      if (pair.is_undecided(edge.target)) referrers.push_back({edge.target, id});
    }
  }
  std::sort(referrers.begin(), referrers.end());
  return referrers;
}

/// The items of one kept object, in NEW and OLD.
class ItemRow {
 public:
  explicit ItemRow(const HeapPair& pair) : pair_(pair) {}

  /// Appends the items of the object that took the addresses of removed ones to `reused`.
  void find_reused(ObjectId holder, std::vector<ObjectId>& reused) {
    if (!take_items(holder)) return;
    take_old_positions(pair_.old_of[index(holder)]);
    if (count_kept() == old_positions_.size() || kept_.empty() || is_reordered()) return;
    mark_moved_up();
    mark_between_marked();
    for (const std::size_t i : kept_) {
      if (items_[i].is_reused) reused.push_back(items_[i].object);
    }
  }

 private:
  static constexpr std::int64_t nowhere = -1;

  struct Item {
    ObjectId object;
    std::int64_t old_position;
    bool is_reused;
  };

  bool is_item(const Snapshot& snapshot, const Edge& edge) const {
    return pair_.is_item(edge) && !pair_.is_text(snapshot.type(edge.target));
  }

  /// Returns false if nothing was added to the items.
  bool take_items(ObjectId holder) {
    items_.clear();
    bool has_added = false;
    for (const Edge edge : pair_.snapshot.edges(holder)) {
      if (!is_item(pair_.snapshot, edge)) continue;
      has_added = has_added || pair_.is_added(edge.target);
      items_.push_back({edge.target, nowhere, false});
    }
    return has_added;
  }

  void take_old_positions(ObjectId old_holder) {
    old_positions_.clear();
    for (const Edge edge : pair_.old.edges(old_holder)) {
      if (!is_item(pair_.old, edge)) continue;
      old_positions_.emplace_back(edge.target, static_cast<std::int64_t>(old_positions_.size()));
    }
    std::sort(old_positions_.begin(), old_positions_.end());
  }

  std::int64_t old_position(ObjectId old_object) const {
    const auto found = std::lower_bound(old_positions_.begin(), old_positions_.end(),
                                        std::pair(old_object, std::int64_t{0}));
    return found != old_positions_.end() && found->first == old_object ? found->second : nowhere;
  }

  std::size_t count_kept() {
    kept_.clear();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (pair_.is_added(items_[i].object)) continue;
      items_[i].old_position = old_position(pair_.old_of[index(items_[i].object)]);
      if (items_[i].old_position != nowhere) kept_.push_back(i);
    }
    return kept_.size();
  }

  /// True if the order of the items falls and turns as often as that of shuffled ones: one time in two, and
  /// two in three.
  bool is_reordered() const {
    std::size_t falls = 0;
    std::size_t turns = 0;
    const auto rises = [&](std::size_t k) {
      return items_[kept_[k]].old_position > items_[kept_[k - 1]].old_position;
    };
    for (std::size_t k = 1; k < kept_.size(); ++k) {
      if (!rises(k)) ++falls;
      if (k > 1 && rises(k) != rises(k - 1)) ++turns;
    }
    return falls * 3 > kept_.size() && turns * 3 > kept_.size();
  }

  void mark_moved_up() {
    bool follows_added = false;
    std::int64_t last = nowhere;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      Item& item = items_[i];
      if (pair_.is_added(item.object)) follows_added = true;
      if (item.old_position == nowhere) continue;
      const bool moved_up = static_cast<std::int64_t>(i) > item.old_position;
      item.is_reused = follows_added && moved_up && item.old_position < last;
      if (!item.is_reused) last = std::max(last, item.old_position);
    }
  }

  bool moved_down(std::size_t i) const { return items_[i].old_position > static_cast<std::int64_t>(i); }

  /// Marks items that moved towards the front and stand between marked ones.
  void mark_between_marked() {
    for (std::size_t k = 1; k < kept_.size(); ++k) {
      if (!items_[kept_[k - 1]].is_reused) continue;
      std::size_t end = k;
      while (end < kept_.size() && !items_[kept_[end]].is_reused && moved_down(kept_[end])) ++end;
      if (end < kept_.size() && !items_[kept_[end]].is_reused) continue;
      for (; k < end; ++k) items_[kept_[k]].is_reused = true;
    }
  }

  const HeapPair& pair_;
  std::vector<Item> items_;
  std::vector<std::size_t> kept_;  // positions in `items_` of the items that are in OLD too
  std::vector<std::pair<ObjectId, std::int64_t>> old_positions_;
};

}  // namespace

void rule_out_impossible(HeapPair& pair) {
  const std::vector<FixedReferrer> referrers = fixed_referrers(pair);
  std::vector<NameId> texts;
  std::vector<ObjectId> born;
  for (std::size_t i = 0; i < pair.old_of.size(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!pair.is_undecided(id)) continue;
    if (has_other_fixed_edges(pair, id) || has_other_label_or_place(pair, id) ||
        has_other_texts(pair, id, texts)) {
      pair.set_added(id);
      born.push_back(id);
    }
  }
  for (std::size_t next = 0; next < born.size(); ++next) {
    auto referrer = std::lower_bound(referrers.begin(), referrers.end(), FixedReferrer{born[next], {}});
    for (; referrer != referrers.end() && referrer->target == born[next]; ++referrer) {
      if (!pair.is_undecided(referrer->holder)) continue;
      pair.set_added(referrer->holder);
      born.push_back(referrer->holder);
    }
  }
}

void rule_out_added_items(HeapPair& pair, std::vector<bool>& is_doubted) {
  std::vector<ObjectId> reused;
  ItemRow row(pair);
  for (std::size_t i = 0; i < pair.old_of.size(); ++i) {
    if (pair.is_certain[i]) row.find_reused(static_cast<ObjectId>(i), reused);
  }
  if (reused.empty()) return;
  pair.count_referrers();
  const auto is_shared = [&](ObjectId id) { return !pair.is_private(id); };
  reused.erase(std::remove_if(reused.begin(), reused.end(), is_shared), reused.end());
  const auto doubt = [&](ObjectId id) {
    pair.set_added(id);
    is_doubted[index(id)] = true;
  };
  for (const ObjectId id : reused) doubt(id);
  for (std::size_t next = 0; next < reused.size(); ++next) {
    for (const Edge edge : pair.snapshot.edges(reused[next])) {
      if (!pair.is_followed(edge) || pair.is_text(pair.snapshot.type(edge.target))) continue;
      if (pair.is_added(edge.target) || !pair.is_private(edge.target)) continue;
      doubt(edge.target);
      reused.push_back(edge.target);
    }
  }
}

}  // namespace heapgraph
