// SPDX-License-Identifier: MIT
// Where the objects of heaps sit, by what is asked.
#include "analyze/place.h"

#include "heapgraph/dominators.h"

namespace heapgraph {

Placement place(const Snapshot& snapshot, const Question& question) {
  FirstSteps steps;
  Placement placement = place_by_first_path(snapshot, question.follow_weak, &steps);
  if (question.tree == TreeKind::dominators) {
    const Dominators dominators = find_dominators(snapshot, question.follow_weak);
    placement = place_by_dominator(snapshot, dominators, steps, question.follow_weak);
  }
  return question.split == Split::none ? placement : split_by_category(placement, snapshot, question.split);
}

std::vector<const Snapshot*> all_of(const Dumps& dumps) {
  std::vector<const Snapshot*> all;
  if (dumps.old) all.push_back(&*dumps.old);
  for (const Snapshot& snapshot : dumps.between) all.push_back(&snapshot);
  all.push_back(&*dumps.fresh);
  return all;
}

std::vector<PlacedHeap> place_all(std::span<const Snapshot* const> snapshots, const Question& question,
                                  std::launch policy) {
  std::vector<std::future<PlacedHeap>> placing;
  placing.reserve(snapshots.size());
  for (const Snapshot* snapshot : snapshots) {
    placing.push_back(std::async(policy, [snapshot, &question] {
      PlacedHeap heap;
      heap.placement = place(*snapshot, question);
      heap.alive = weigh(heap.placement, *snapshot, cost_of_live(*snapshot));
      return heap;
    }));
  }
  std::vector<PlacedHeap> heaps;
  heaps.reserve(snapshots.size());
  for (std::future<PlacedHeap>& heap : placing) heaps.push_back(heap.get());
  return heaps;
}

AlignedTrees align(std::span<const PlacedHeap> heaps) {
  AlignedTrees aligned;
  for (const PlacedHeap& heap : heaps) aligned.add(heap.alive);
  return aligned;
}

}  // namespace heapgraph
