// SPDX-License-Identifier: MIT
// Identity of objects by evidence.
//
// Problem: an object that moved to another referrer looks like one that was born at the address of a freed
// object. Verification takes all of these for new; a matching by address takes them for kept.
//
// Method: undecided objects are accepted as kept for one of the reasons below; the rest are new. Evidence on
// an object is the balance of the private objects and texts to which it still refers, and of those which
// it lost and gained (`Evidence`). Undecided objects that still refer to each other so form a cluster, whose
// evidence is added up. Evidence on its like is what became of its role in OLD and in NEW (`Roles`): a role
// lost objects if some of it are gone, and gained some if it has added ones. Where nothing was lost and
// nothing was added, everything moved; an allocator rarely uses all of the freed addresses again and no
// other.
//
// 1. Objects to which a kept object refers are decided first. With evidence for it, such an object is kept,
//    unless it is the same object under another name, continues a chain that has added objects, or objects of
//    its role are found at used addresses so often that a whole cluster may have fallen into its old places
//    by chance. With no evidence, its like decide.
// 2. What an accepted object refers to as it did in OLD is kept, and what else it refers to is decided as
// in 1.
// 3. Of the objects which only new objects hold, those are kept that have a rare text, that are wrapped by a
//    new object, as links of a list are by new links before them, or that were copied in their order
//    into a new list without those at the front, or others.
//
// What was born at the address and in the place of an object like it, with the same cluster of
// objects below it, no dump can tell from it. Sources: none; the rules were found on programs whose births
// are known (docs/identity.md).
#include "graph/match_by_evidence.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/numbered_set.h"
#include "graph/certain_births.h"
#include "graph/heap_pair.h"
#include "graph/roles.h"

namespace heapgraph {
namespace {

/// Number of objects from which on what they have in common is no accident.
constexpr std::uint32_t several = 8;

class Decision {
 public:
  explicit Decision(const HeapPair& pair)
      : pair_(pair),
        comparison_(pair),
        roles_(pair),
        numbers_(pair.old_of.size(),
                 [&](std::size_t i) { return pair.is_undecided(static_cast<ObjectId>(i)); }),
        is_kept_(numbers_.count()) {}

  /// Returns a bit for each object, set if it is undecided and accepted as kept.
  template <class Reject>
  void decide(Reject reject) {
    if (numbers_.count() == 0) return;
    gather_evidence();
    for (std::size_t i = 0; i < pair_.old_of.size(); ++i) {
      if (pair_.is_certain[i]) decide_held_by(static_cast<ObjectId>(i));
    }
    spread();
    accept_by_texts();
    accept_what_new_objects_hold();
    accept_copied_rows();
    for (std::size_t c = 0; c < is_kept_.size(); ++c) {
      if (!is_kept_[c]) reject(candidate(c).object);
    }
  }

 private:
  using Number = std::uint32_t;  // position of a candidate

  /// Candidates whose roles in OLD and NEW are the same.
  struct Group {
    std::uint32_t count = 0;
    std::uint32_t supported = 0;  // with evidence for being kept
  };

  struct Cluster {
    std::uint32_t size = 0;
    std::int64_t balance = 0;
  };

  const Candidate& candidate(std::size_t number) const { return roles_.candidates()[number]; }
  Number number_of(ObjectId id) const { return numbers_.number(index(id)); }
  bool is_candidate(ObjectId id) const { return numbers_.contains(index(id)); }

  /// True if the object is, as far as it is decided yet, new.
  bool is_new(ObjectId id) const {
    return pair_.is_added(id) || (is_candidate(id) && !is_kept_[number_of(id)]);
  }

  std::uint32_t gone(Number number) const { return roles_[candidate(number).old_role].gone; }
  std::uint32_t added(Number number) const { return roles_[candidate(number).role].added; }
  bool only_moved(Number number) const { return gone(number) == 0 && added(number) == 0; }
  bool has_other_role(Number number) const { return candidate(number).role != candidate(number).old_role; }
  const Group& group(Number number) const { return groups_[group_of_[number]]; }
  const Cluster& cluster(Number number) const { return clusters_[joined_[number]]; }
  bool is_supported(Number number) const { return balances_[number] > 0 && cluster(number).balance > 0; }

  /// True if so many addresses of the role were used again that the clusters of the group may have fallen
  /// into their old places by chance. A cluster of n objects does so about once in n times.
  bool may_be_chance(Number number) const {
    const std::uint64_t in_place = std::uint64_t{group(number).supported} * (cluster(number).size - 1);
    return in_place <= 2 * std::uint64_t{roles_[candidate(number).role].reused};
  }

  void accept(Number number) {
    if (is_kept_[number]) return;
    is_kept_[number] = true;
    accepted_.push_back(number);
  }

  Number find_cluster(Number number) {
    while (joined_[number] != number) number = joined_[number] = joined_[joined_[number]];
    return number;
  }

  void gather_evidence() {
    joined_.resize(numbers_.count());
    std::iota(joined_.begin(), joined_.end(), Number{0});
    balances_.reserve(numbers_.count());
    has_text_.reserve(numbers_.count());
    for (Number number = 0; number < numbers_.count(); ++number) {
      const Evidence evidence = comparison_.compare(candidate(number).object, [&](const Edge& edge) {
        if (!is_candidate(edge.target)) return;
        if (!pair_.is_fixed(edge) && !pair_.is_private(edge.target)) return;
        const Number own = find_cluster(number);
        const Number other = find_cluster(number_of(edge.target));
        joined_[std::max(own, other)] = std::min(own, other);
      });
      balances_.push_back(evidence.balance());
      has_text_.push_back(evidence.texts != 0);
    }
    clusters_.resize(numbers_.count());
    for (Number number = 0; number < numbers_.count(); ++number) {
      joined_[number] = find_cluster(number);
      Cluster& cluster = clusters_[joined_[number]];
      ++cluster.size;
      cluster.balance += balances_[number];
    }
    group_by_roles();
  }

  void group_by_roles() {
    std::vector<Number> order(numbers_.count());
    std::iota(order.begin(), order.end(), Number{0});
    const auto roles = [&](Number number) {
      return std::pair(candidate(number).old_role, candidate(number).role);
    };
    std::sort(order.begin(), order.end(), [&](Number a, Number b) { return roles(a) < roles(b); });
    group_of_.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 || roles(order[i]) != roles(order[i - 1])) groups_.emplace_back();
      ++groups_.back().count;
      if (balances_[order[i]] > 0) ++groups_.back().supported;
      group_of_[order[i]] = static_cast<std::uint32_t>(groups_.size() - 1);  // no more than candidates
    }
  }

  /// Accepts candidates to which a kept object refers, in another way than in OLD.
  void decide_held_by(ObjectId holder) {
    for (const Edge edge : pair_.snapshot.edges(holder)) {
      if (!pair_.is_followed(edge) || !is_candidate(edge.target)) continue;
      const Number number = number_of(edge.target);
      if (!is_kept_[number] && is_kept_when_held(number, holder)) accept(number);
    }
  }

  bool is_kept_when_held(Number number, ObjectId holder) const {
    if (balances_[number] < 0) return only_moved(number) && group(number).count >= several;
    if (is_supported(number)) {
      if (candidate(number).continues_chain && added(number) != 0) return false;
      if (gone(number) == 0 || added(number) == 0) return true;
      const bool has_other_name = candidate(number).old_holder == pair_.old_of[index(holder)];
      return !has_other_name && !may_be_chance(number);
    }
    if (only_moved(number)) return true;
    return added(number) == 0 && has_other_role(number) && group(number).count >= several;
  }

  /// Accepts what the accepted objects refer to, as far as it is the same.
  void spread() {
    for (; next_ < accepted_.size(); ++next_) {
      const ObjectId holder = candidate(accepted_[next_]).object;
      comparison_.compare(holder, [&](const Edge& edge) {
        if (is_candidate(edge.target)) accept(number_of(edge.target));
      });
      decide_held_by(holder);
    }
  }

  /// Accepts what is told apart by its own texts: code with the same label and place, and objects with a rare
  /// text. Objects without referrers are accepted if no others came or went.
  void accept_by_texts() {
    for (Number number = 0; number < numbers_.count(); ++number) {
      const bool is_unheld = candidate(number).holder == ObjectId::none;
      const bool is_same_code = balances_[number] >= 0 && has_label_and_place(candidate(number).object);
      const bool has_same_text = balances_[number] > 0 && has_text_[number];
      if ((is_unheld && only_moved(number)) || is_same_code || has_same_text) accept(number);
    }
    spread();
  }

  bool has_label_and_place(ObjectId id) const {
    return (*pair_.snapshot.vocabulary())[pair_.snapshot.type(id)].same_if == SameIf::label_and_place;
  }

  void accept_what_new_objects_hold() {
    std::vector<Number> kept;
    for (Number number = 0; number < numbers_.count(); ++number) {
      const ObjectId holder = candidate(number).holder;
      if (is_kept_[number] || holder == ObjectId::none || !is_new(holder)) continue;
      if (is_wrapped(number)) kept.push_back(number);
    }
    for (const Number number : kept) accept(number);
    spread();
  }

  bool is_wrapped(Number number) const {
    if (candidate(number).old_holder == ObjectId::none) return only_moved(number);
    if (!has_other_role(number) || !is_supported(number)) return false;
    return gone(number) == 0 || added(number) == 0 || !may_be_chance(number);
  }

  /// Accepts the items of new lists that were copied from an old list. The rows are grouped by the old list,
  /// so that the positions of its items are needed once.
  void accept_copied_rows() {
    struct Row {
      ObjectId old_holder;
      ObjectId holder;
    };
    std::vector<ObjectId> holders;
    for (Number number = 0; number < numbers_.count(); ++number) {
      const ObjectId holder = candidate(number).holder;
      if (!is_kept_[number] && holder != ObjectId::none && is_new(holder)) holders.push_back(holder);
    }
    std::sort(holders.begin(), holders.end());
    holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
    std::vector<Row> rows;
    for (const ObjectId holder : holders) {
      const ObjectId old_holder = old_holder_of_first_item(holder);
      if (old_holder != ObjectId::none) rows.push_back({old_holder, holder});
    }
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return std::tie(a.old_holder, a.holder) < std::tie(b.old_holder, b.holder);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i == 0 || rows[i].old_holder != rows[i - 1].old_holder) take_positions(rows[i].old_holder);
      accept_copied_row(rows[i].old_holder, rows[i].holder);
    }
    spread();
  }

  ObjectId old_holder_of_first_item(ObjectId holder) const {
    for (const Edge edge : pair_.snapshot.edges(holder)) {
      if (!pair_.is_item(edge) || !is_candidate(edge.target)) continue;
      const Number number = number_of(edge.target);
      if (!is_kept_[number]) return candidate(number).old_holder;
    }
    return ObjectId::none;
  }

  void take_positions(ObjectId old_holder) {
    positions_.clear();
    for (const Edge edge : pair_.old.edges(old_holder)) {
      if (pair_.is_item(edge)) positions_.emplace_back(edge.target, positions_.size());
    }
    std::sort(positions_.begin(), positions_.end());
  }

  std::size_t position(Number number) const {
    const ObjectId before = pair_.old_of[index(candidate(number).object)];
    const auto found =
        std::lower_bound(positions_.begin(), positions_.end(), std::pair(before, std::size_t{0}));
    return found != positions_.end() && found->first == before ? found->second : positions_.size();
  }

  void accept_copied_row(ObjectId old_holder, ObjectId holder) {
    std::vector<Number> row;
    bool is_broken = false;
    for (const Edge edge : pair_.snapshot.edges(holder)) {
      if (!pair_.is_item(edge)) continue;
      if (pair_.is_added(edge.target)) break;
      if (!is_candidate(edge.target) || is_kept_[number_of(edge.target)]) continue;
      const Number number = number_of(edge.target);
      if (candidate(number).holder != holder) continue;
      is_broken = candidate(number).old_holder != old_holder ||
                  (!row.empty() && position(number) <= position(row.back()));
      if (is_broken) break;
      row.push_back(number);
    }
    if (row.size() < (is_broken ? several : 2)) return;
    const std::size_t first = position(row.front());
    const std::size_t last = position(row.back());
    const bool has_gaps = last - first >= row.size();
    const bool is_rest = first != 0 && last + 1 == positions_.size() && row.size() >= several;
    if (!has_gaps && !is_rest) return;
    for (const Number number : row) {
      if (balances_[number] >= 0) accept(number);
    }
  }

  const HeapPair& pair_;
  EdgeComparison comparison_;
  const Roles roles_;
  const NumberedSet numbers_;  // numbers of the candidates by object of NEW
  // Columns by candidate.
  std::vector<bool> is_kept_;
  std::vector<bool> has_text_;
  std::vector<std::int64_t> balances_;
  std::vector<Number> joined_;  // candidate that stands for the cluster; a union-find forest at first
  std::vector<std::uint32_t> group_of_;

  std::vector<Cluster> clusters_;  // by the candidate that stands for the cluster
  std::vector<Group> groups_;
  std::vector<Number> accepted_;
  std::size_t next_ = 0;  // the first of `accepted_` from which acceptance did not spread yet
  std::vector<std::pair<ObjectId, std::size_t>> positions_;
};

}  // namespace

DecidedMatching match_by_evidence(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address,
                                  bool follow_weak) {
  HeapPair pair(snapshot, old, by_address, follow_weak);
  DecidedMatching decided = {{Identity::automatic, {}}, std::vector<bool>(snapshot.object_count())};
  rule_out_impossible(pair);
  rule_out_added_items(pair, decided.is_undecided);
  for (std::size_t i = 0; i < pair.old_of.size(); ++i) {
    if (pair.is_undecided(static_cast<ObjectId>(i))) decided.is_undecided[i] = true;
  }
  if (std::find(decided.is_undecided.begin(), decided.is_undecided.end(), true) !=
      decided.is_undecided.end()) {
    pair.count_referrers();
  }
  std::vector<ObjectId> rejected;
  Decision(pair).decide([&](ObjectId id) { rejected.push_back(id); });
  for (const ObjectId id : rejected) pair.set_added(id);
  decided.matching.old_of = std::move(pair.old_of);
  return decided;
}

}  // namespace heapgraph
