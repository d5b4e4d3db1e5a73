// SPDX-License-Identifier: MIT
// Where the objects of heaps sit, by what is asked.
#pragma once

#include <future>
#include <span>
#include <vector>

#include "heapgraph/analyze.h"
#include "tree/aligned_trees.h"

namespace heapgraph {

/// By path or dominator, split or not.
Placement place(const Snapshot& snapshot, const Question& question);

/// All dumps that are there, oldest first.
std::vector<const Snapshot*> all_of(const Dumps& dumps);

struct PlacedHeap {
  Placement placement;
  WeighedNodes alive;
};

/// Each by itself; at the same time if the policy is `async`.
std::vector<PlacedHeap> place_all(std::span<const Snapshot* const> snapshots, const Question& question,
                                  std::launch policy);

/// All that is alive in each of them.
AlignedTrees align(std::span<const PlacedHeap> heaps);

}  // namespace heapgraph
