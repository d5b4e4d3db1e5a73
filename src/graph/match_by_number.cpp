// SPDX-License-Identifier: MIT
// Identity of objects of a runtime that keeps the number of each object for life.
#include "graph/match_by_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/large_array.h"
#include "heap/vocabulary.h"
#include "heapgraph/error.h"

namespace heapgraph {
namespace {

bool is_of_embedder(const Snapshot& snapshot, ObjectId id) {
  return snapshot.identifier(id) % 2 == 0;
}

/// What like objects of the embedder have in common. The label is a name of NEW.
struct Likeness {
  TypeId type{};
  NameId label = NameId::none;
  std::uint64_t size = 0;
  ObjectId object = ObjectId::none;

  auto key() const { return std::tuple(type, label, size); }
  bool operator<(const Likeness& other) const {
    return std::tuple(key(), object) < std::tuple(other.key(), other.object);
  }
};

class NumberMatcher {
 public:
  NumberMatcher(const Snapshot& snapshot, const Snapshot& old)
      : snapshot_(snapshot), old_(old), names_(names_in_new(snapshot, old)) {}

  Matching match() {
    Matching matching;
    matching.identity = Identity::automatic;
    matching.old_of = large_array(snapshot_.object_count(), ObjectId::none);
    std::size_t found = 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      if (is_of_embedder(snapshot_, id)) continue;
      const ObjectId before = old_.find(snapshot_.identifier(id));
      if (before == ObjectId::none) continue;
      ++found;
      if (old_.type(before) != snapshot_.type(id) || label_of_old(before) != snapshot_.label(id)) continue;
      matching.old_of[i] = before;
      ++same;
    }
    check_numbers(found, same);
    match_embedder(matching);
    return matching;
  }

 private:
  NameId label_of_old(ObjectId id) const {
    const NameId label = old_.label(id);
    return label == NameId::none ? NameId::none : names_[index(label)];
  }

  /// Where numbers are kept, most objects of the same number are the same.
  void check_numbers(std::size_t found, std::size_t same) const {
    const std::size_t fewer = std::min(snapshot_.object_count(), old_.object_count());
    const bool has_few = found < fewer / 20;
    if (!has_few && same >= found / 4) return;
    throw Error(
        "the objects have other ids in the second snapshot, so they cannot be matched: these are two "
        "processes, or an engine that gives new ids each time, as Bun does",
        "compare them by path: --match path");
  }

  std::vector<Likeness> embedder_of(const Snapshot& snapshot, bool is_old) const {
    std::vector<Likeness> all;
    for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      if (!is_of_embedder(snapshot, id)) continue;
      all.push_back(
          {snapshot.type(id), is_old ? label_of_old(id) : snapshot.label(id), snapshot.size(id), id});
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  void match_embedder(Matching& matching) const {
    const std::vector<Likeness> now = embedder_of(snapshot_, false);
    const std::vector<Likeness> before = embedder_of(old_, true);
    std::size_t next = 0;
    for (const Likeness& object : now) {
      while (next < before.size() && before[next].key() < object.key()) ++next;
      if (next == before.size()) return;
      if (before[next].key() == object.key()) matching.old_of[index(object.object)] = before[next++].object;
    }
  }

  const Snapshot& snapshot_;
  const Snapshot& old_;
  std::vector<NameId> names_;
};

}  // namespace

bool are_numbers_kept(const Snapshot& snapshot) {
  return snapshot.vocabulary()->identity == IdentityRule::number_and_label;
}

Matching match_by_number(const Snapshot& snapshot, const Snapshot& old, Identity asked) {
  if (asked != Identity::automatic) {
    throw Error(fmt::format("{} gives each object an id for life, so --identity has nothing to choose",
                            snapshot.vocabulary()->runtime),
                "leave --identity out");
  }
  return NumberMatcher(snapshot, old).match();
}

}  // namespace heapgraph
