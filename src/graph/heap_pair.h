// SPDX-License-Identifier: MIT
// Two dumps of one process, and what is known so far of which objects are the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "graph/followed_edges.h"
#include "graph/identity.h"
#include "heap/vocabulary.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Two dumps with a matching in progress. An object of NEW is added (`old_of` is `none`), certainly kept
/// (`is_certain`), or undecided: then `old_of` is the candidate, the object of OLD with its address.
struct HeapPair {
  /// The state after verification. Objects that cannot be the same by type, text, size or memory category
  /// are added. O(objects + edges).
  HeapPair(const Snapshot& snapshot, const Snapshot& old, const Matching& by_address, bool follow_weak);

  /// Number of referrers from which on they are no longer counted.
  static constexpr std::uint8_t many_referrers = 3;

  const Snapshot& snapshot;
  const Snapshot& old;
  const Matching& by_address;
  bool follow_weak;
  std::vector<NameId> new_names;  ///< by name of OLD: its id in NEW, or `none`
  std::vector<ObjectId> old_of;
  std::vector<bool> is_certain;
  // By kind of reference: the referrer has it for life; it is one of a row.
  std::array<bool, Vocabulary::most_edges> fixed_kinds{};
  std::array<bool, Vocabulary::most_edges> item_kinds{};
  std::array<bool, Vocabulary::most_types> text_types{};
  std::vector<std::uint8_t> referrers;      ///< by object of NEW: number of references to it, once counted
  std::vector<std::uint8_t> old_referrers;  ///< the same for OLD

  NameId name_of_old(NameId name) const { return name == NameId::none ? name : new_names[index(name)]; }
  bool is_followed(const Edge& edge) const { return heapgraph::is_followed(edge, follow_weak); }
  bool is_fixed(const Edge& edge) const { return fixed_kinds[static_cast<std::size_t>(edge.kind)]; }
  bool is_item(const Edge& edge) const {
    return item_kinds[static_cast<std::size_t>(edge.kind)] && is_followed(edge);
  }
  /// True if the object is a text, whose identity is always certain.
  bool is_text(TypeId type) const { return text_types[static_cast<std::size_t>(type)]; }

  bool is_added(ObjectId id) const { return old_of[index(id)] == ObjectId::none; }
  bool is_undecided(ObjectId id) const { return !is_added(id) && !is_certain[index(id)]; }
  /// True if one reference leads to the object in NEW, and one to its candidate in OLD.
  bool is_private(ObjectId id) const {
    return referrers[index(id)] == 1 && old_referrers[index(old_of[index(id)])] == 1;
  }
  /// Counts the referrers in both dumps unless that is done. `is_private` needs them. O(edges).
  void count_referrers();
  void set_added(ObjectId id) {
    old_of[index(id)] = ObjectId::none;
    is_certain[index(id)] = false;
  }
};

/// What the references of an object and of its candidate say about whether they are the same. References
/// to what others refer to as well say nothing, so that only private objects and rare texts count.
struct Evidence {
  std::uint32_t same = 0;    ///< references to private objects that both have
  std::uint32_t texts = 0;   ///< references to rare texts that both have
  std::uint32_t lost = 0;    ///< references to private objects or rare texts that only the candidate has
  std::uint32_t gained = 0;  ///< those that only the object of NEW has

  /// Positive if the evidence is for the same object, negative if it is for another.
  std::int64_t balance() const { return std::int64_t{same} + texts - (lost > gained ? lost : gained); }
};

/// Compares the references of objects with those of their candidates. Keeps its buffers between calls.
class EdgeComparison {
 public:
  explicit EdgeComparison(const HeapPair& pair) : pair_(pair) {}

  /// Evidence on an object that has a candidate. Calls `visit(edge)` for each reference of NEW to an object
  /// other than a text that OLD has too. O(edges log edges).
  template <class Visit>
  Evidence compare(ObjectId id, Visit visit) {
    take_old_edges(pair_.old_of[index(id)]);
    Evidence evidence;
    for (const Edge edge : pair_.snapshot.edges(id)) {
      if (!pair_.is_followed(edge)) continue;
      const bool is_text = pair_.is_text(pair_.snapshot.type(edge.target));
      const bool is_in_both = find(edge);
      if (is_in_both && !is_text) visit(edge);
      if (!tells_apart(is_text, pair_.referrers[index(edge.target)])) continue;
      if (!is_in_both) {
        ++evidence.gained;
      } else if (tells_apart(is_text, pair_.old_referrers[index(pair_.old_of[index(edge.target)])])) {
        ++(is_text ? evidence.texts : evidence.same);
      }
    }
    evidence.lost = count_lost();
    return evidence;
  }

 private:
  struct Key {
    ObjectId old_target;
    NameId name;
    EdgeKind kind;
    bool operator==(const Key&) const = default;
    bool operator<(const Key& other) const {
      return std::tie(old_target, name, kind) < std::tie(other.old_target, other.name, other.kind);
    }
  };

  /// True if a reference to an object with so many referrers tells one of them from the others. A text may
  /// also be the key under which its referrer is found.
  static bool tells_apart(bool is_text, std::uint8_t referrers) {
    return referrers == 1 || (is_text && referrers < HeapPair::many_referrers);
  }

  void take_old_edges(ObjectId old_holder);
  bool find(const Edge& edge);
  std::uint32_t count_lost() const;

  const HeapPair& pair_;
  std::vector<Key> old_edges_;
  std::vector<bool> is_found_;
};

}  // namespace heapgraph
