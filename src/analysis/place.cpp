// SPDX-License-Identifier: MIT
// Where the objects of a heap sit, by what is asked.
#include "analysis/place.h"

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

}  // namespace heapgraph
