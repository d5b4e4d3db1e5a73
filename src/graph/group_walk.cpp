// SPDX-License-Identifier: MIT
// Division of what does not hang where it hung into groups.
#include "graph/group_walk.h"

#include <utility>

#include "base/large_array.h"

namespace heapgraph {

GroupWalk::GroupWalk(const Snapshot& snapshot, Unchanged& unchanged, bool follow_weak)
    : snapshot_(snapshot),
      unchanged_(unchanged),
      group_of_(large_array(snapshot.object_count(), no_group)),
      visitor_{*this},
      walk_(snapshot, follow_weak, visitor_) {}

void GroupWalk::stop_at_changes(const KeptMarks& kept_references, const std::vector<ObjectId>& other_of) {
  visitor_.kept_references = &kept_references;
  visitor_.other_of = &other_of;
}

bool GroupWalk::has_path(ObjectId id) const {
  return unchanged_.is_unchanged[index(id)] || group_of_[index(id)] != no_group;
}

void GroupWalk::enter(ObjectId object, std::uint32_t group, const HangingStep& step) {
  group_of_[index(object)] = group;
  if (!unchanged_.steps.empty()) unchanged_.steps[index(object)] = step;
}

bool GroupWalk::Visitor::enter(const HangingStep& step, ObjectId target) const {
  if (walk.has_path(target)) return false;
  if (kept_references != nullptr && (*other_of)[index(step.holder)] != ObjectId::none) {
    const std::size_t position = walk.snapshot_.first_edge(step.holder) + step.number;
    if ((*kept_references)[position] == 0) {
      walk.links_.push_back({step.holder, position, target});
      return false;
    }
  }
  walk.enter(target, walk.group_of_[index(step.holder)], step);
  return true;
}

void GroupWalk::run(const GroupSeeds& seeds) {
  for (const std::vector<GroupSeed>* const some : {&seeds.first, &seeds.put_off}) {
    for (const GroupSeed& seed : *some) {
      const ChangedLink& link = seed.link;
      if (group_of_[index(link.target)] != no_group) continue;
      const std::size_t first = link.holder == ObjectId::none ? 0 : snapshot_.first_edge(link.holder);
      enter(link.target, seed.group, {link.holder, static_cast<std::uint32_t>(link.position - first)});
      walk_.push(link.target);
    }
    walk_.run();
  }
}

std::vector<ChangedLink> GroupWalk::take_links() {
  std::vector<ChangedLink> links = std::exchange(links_, {});
  std::erase_if(links, [&](const ChangedLink& link) { return has_path(link.target); });
  return links;
}

}  // namespace heapgraph
