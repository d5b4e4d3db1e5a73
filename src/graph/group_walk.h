// SPDX-License-Identifier: MIT
// Division of what does not hang where it hung into groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "graph/hanging.h"
#include "graph/kept_references.h"
#include "graph/naming_walk.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

inline constexpr std::uint32_t no_group = 0xffffffff;

/// An object at which a group begins: the target of a link.
struct GroupSeed {
  ChangedLink link;
  std::uint32_t group = 0;
};

/// Seeds in the order of preference.
struct GroupSeeds {
  std::vector<GroupSeed> first;
  std::vector<GroupSeed> put_off;  ///< those that name a place badly
};

/// Walk that divides the reachable objects which are not unchanged: each belongs to the group of the seed
/// that reaches it by the fewest references; of several, the earlier one. References and seeds that name a
/// place badly count only for what no other reaches. All runs together take O(objects + edges).
class GroupWalk {
 public:
  /// `unchanged` gets the paths of the objects in groups too, if it has any.
  GroupWalk(const Snapshot& snapshot, Unchanged& unchanged, bool follow_weak);

  /// Has the walk stop at references that only this dump has, of objects that both dumps have: what is new
  /// below a moved object hangs from that object. `other_of` is by object, `none` if only this dump has it.
  void stop_at_changes(const KeptMarks& kept_references, const std::vector<ObjectId>& other_of);
  /// Has the walk stop nowhere from now on.
  void follow_all() { visitor_.kept_references = nullptr; }

  void run(const GroupSeeds& seeds);

  /// Links at which the walk stopped, to objects that have no group so far. The next call gives later ones.
  std::vector<ChangedLink> take_links();

  /// True if the object is unchanged or in a group, so that a path leads to it.
  bool has_path(ObjectId id) const;
  /// The group of each object, `no_group` for those that no seed reached.
  const std::vector<std::uint32_t>& group_of() const { return group_of_; }
  std::vector<std::uint32_t> take_groups() { return std::move(group_of_); }

 private:
  struct Visitor {
    static constexpr bool orders = false;
    GroupWalk& walk;
    const KeptMarks* kept_references = nullptr;  ///< null if all references are followed
    const std::vector<ObjectId>* other_of = nullptr;

    static bool wants(std::size_t /*position*/) { return true; }
    bool enter(const HangingStep& step, ObjectId target) const;
  };

  void enter(ObjectId object, std::uint32_t group, const HangingStep& step);

  const Snapshot& snapshot_;
  Unchanged& unchanged_;
  std::vector<std::uint32_t> group_of_;
  std::vector<ChangedLink> links_;
  Visitor visitor_;
  NamingWalk<Visitor> walk_;
};

}  // namespace heapgraph
