// SPDX-License-Identifier: MIT
// Patterns of leaks that have a name.
//
// Each pattern is a property of the references in a group of objects, and is looked for in turn: an ephemeron
// table whose values keep their own keys alive; a chain of objects of one kind, by fields or by captured
// variables; a collection from which nothing is taken; an object that is much larger than its references.
#include "report/leak_patterns.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "heap/vocabulary.h"
#include "report/entries.h"

namespace heapgraph {
namespace {

class PatternSearch {
 public:
  PatternSearch(const Snapshot& snapshot, const Division& division, std::uint32_t group,
                const GroupContents& contents)
      : snapshot_(snapshot),
        division_(division),
        group_(group),
        members_(contents.members),
        links_(contents.links),
        entries_(contents.entries) {
    for (const ChangedLink& link : links_) {
      if (link.holder != ObjectId::none) holders_.insert(link.holder);
    }
  }

  std::string find() const {
    if (holds_its_weak_keys()) return "its keys are weak, but the values hold them, so no entry ever goes";
    if (is_chain(&PatternSearch::next_by_field)) return "a linked list that only gets longer";
    if (is_chain(&PatternSearch::wrapped_by)) return "a function that is wrapped again and again";
    if (is_only_added_to()) return "entries are added and none is removed";
    if (is_larger_than_its_references()) {
      return "it holds numbers, which dumps do not show, or has room to spare";
    }
    return {};
  }

 private:
  static constexpr std::size_t fewest = 16;
  /// Links of a chain have few references, and many objects may lead to one that has very many.
  static constexpr std::size_t most_looked_at = 64;

  const SiteGroup& group() const { return division_.groups[group_]; }
  bool is_member(ObjectId id) const {
    return id != ObjectId::none && division_.group_of[index(id)] == group_;
  }
  bool is_entry(const Edge& edge) const { return (*snapshot_.vocabulary())[edge.kind].is_entry; }
  bool is_key(const Edge& edge) const { return (*snapshot_.vocabulary())[edge.kind].is_key; }

  /// True if weak keys are reached by way of their values. If weak references are followed, they hang from
  /// the keys themselves.
  bool holds_its_weak_keys() const {
    std::size_t held = 0;
    for (const ChangedLink& link : links_) {
      if (link.holder != ObjectId::none && snapshot_.edge_at(link.position).weak) return false;
    }
    for (const ObjectId holder : holders_) {
      for (const Edge edge : snapshot_.edges(holder)) {
        if (edge.weak && is_key(edge) && is_member(edge.target)) ++held;
      }
    }
    return held >= fewest && held * 2 >= links_.size();
  }

  /// True if many objects of the kind that hangs from the place lead on to another one, most of them to
  /// different ones, and few hang from it.
  bool is_chain(ObjectId (PatternSearch::*next_of)(ObjectId) const) const {
    if (links_.empty() || members_.size() < fewest) return false;
    const TypeId type = snapshot_.type(links_.front().target);
    std::size_t all = 0;
    std::size_t leading = 0;
    std::unordered_set<ObjectId> next;
    for (const ObjectId id : members_) {
      if (snapshot_.type(id) != type) continue;
      ++all;
      const ObjectId target = (this->*next_of)(id);
      if (target == ObjectId::none) continue;
      ++leading;
      next.insert(target);
    }
    const bool is_branched = next.size() * 4 < leading * 3;  // as where each leads to its parent in a tree
    return leading >= fewest && leading * 4 >= all && group().links * 10 <= leading && !is_branched;
  }

  /// True if two objects have the same type and, as far as that tells of what class they are, the same label.
  bool is_of_kind(ObjectId a, ObjectId b) const {
    const TypeInfo& type = (*snapshot_.vocabulary())[snapshot_.type(a)];
    return snapshot_.type(a) == snapshot_.type(b) &&
           (!type.label_is_class || snapshot_.label(a) == snapshot_.label(b));
  }

  /// Member to which a field leads that has the same field; `none` if there is none.
  ObjectId next_by_field(ObjectId id) const {
    for (const Edge edge : snapshot_.edges(id)) {
      if (edge.name == NameId::none || !is_entry(edge) || !is_member(edge.target)) continue;
      if (!is_of_kind(edge.target, id)) continue;
      std::size_t looked_at = 0;
      for (const Edge next : snapshot_.edges(edge.target)) {
        if (next.name == edge.name && next.kind == edge.kind) return edge.target;
        if (++looked_at == most_looked_at) break;
      }
    }
    return ObjectId::none;
  }

  bool is_same_code(ObjectId a, ObjectId b) const {
    if (b == ObjectId::none || snapshot_.type(a) != snapshot_.type(b)) return false;
    const Place place = snapshot_.place(a);
    const Place other = snapshot_.place(b);
    return place.source != NameId::none && place.source == other.source && place.line == other.line;
  }

  /// Object of the same code to which one leads, directly or by way of a captured variable; `none` if there
  /// is none.
  ObjectId wrapped_by(ObjectId id) const {
    if ((*snapshot_.vocabulary())[snapshot_.type(id)].form != ObjectForm::code) return ObjectId::none;
    for (const Edge edge : snapshot_.edges(id)) {
      if (is_entry(edge) || edge.target == ObjectId::none) continue;
      if (is_same_code(id, edge.target)) return edge.target;
      if (!is_member(edge.target)) continue;
      std::size_t looked_at = 0;
      for (const Edge next : snapshot_.edges(edge.target)) {
        if (!is_entry(next) && is_same_code(id, next.target)) return next.target;
        if (++looked_at == most_looked_at) break;
      }
    }
    return ObjectId::none;
  }

  bool is_only_added_to() const {
    constexpr std::uint64_t fewest_added = 8;
    const SiteAmounts& amounts = group().amounts;
    // An array that took the place of a smaller one holds what that held.
    const bool is_all_there =
        amounts.freed.objects <= 1 && amounts.moved_out.objects <= amounts.moved_in.objects + 1;
    if (entries_ >= fewest_added && is_all_there) return true;
    if (!amounts.before().is_nothing() || group().links < fewest_added) return false;
    return std::all_of(links_.begin(), links_.end(), [&](const ChangedLink& link) {
      return link.holder != ObjectId::none && is_entry(snapshot_.edge_at(link.position));
    });
  }

  bool is_larger_than_its_references() const {
    constexpr std::uint64_t bytes_of_reference = 64;
    constexpr std::uint64_t small = 1024;
    const ObjectId id = group().most_grown;
    if (group().links != 0 || id == ObjectId::none || snapshot_.size(id) < small) return false;
    std::uint64_t references = 0;
    for (const Edge edge : snapshot_.edges(id)) {
      ++references;
      if (!leads_to_storage(snapshot_, edge)) continue;
      references += static_cast<std::uint64_t>(
          std::distance(snapshot_.edges(edge.target).begin(), snapshot_.edges(edge.target).end()));
    }
    return references * bytes_of_reference < snapshot_.size(id) / 2;
  }

  const Snapshot& snapshot_;
  const Division& division_;
  std::uint32_t group_;
  const std::vector<ObjectId>& members_;
  const std::vector<ChangedLink>& links_;
  std::uint64_t entries_;
  std::unordered_set<ObjectId> holders_;
};

}  // namespace

std::string pattern_of(const Snapshot& snapshot, const Division& division, std::uint32_t group,
                       const GroupContents& contents) {
  return PatternSearch(snapshot, division, group, contents).find();
}

}  // namespace heapgraph
