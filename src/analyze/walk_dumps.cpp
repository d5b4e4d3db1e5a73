// SPDX-License-Identifier: MIT
// What the roots of each dump reach, and where it sits.
#include "analyze/walk_dumps.h"

#include <utility>

#include "graph/reach.h"
#include "tree/place_by_dominator.h"
#include "tree/place_by_path.h"
#include "tree/place_unreached.h"
#include "tree/split_by_category.h"

namespace heapgraph {
namespace {

bool finds_dominators(const Question& question, const Plan& plan, const Snapshot& snapshot,
                      std::size_t number) {
  const bool retains = number == plan.shown && explains_retention(question, plan, snapshot);
  return plan.walks[number] == Walk::place && (question.tree == TreeKind::dominators || retains);
}

/// The walk of one dump whose objects are placed. `dominating` is valid if its dominators are needed.
WalkedDump place_dump(const Question& question, const Plan& plan, const Snapshot& snapshot, bool is_shown,
                      Task<Dominators>& dominating) {
  const bool is_by_dominator = question.tree == TreeKind::dominators;
  PathPlacement by_path = place_by_path(snapshot, question.follow_weak, dominating.is_valid());

  WalkedDump walked;
  walked.is_reached = std::move(by_path.is_reached);
  walked.placement = std::move(by_path.placement);
  if (dominating.is_valid()) walked.dominators = dominating.get();
  if (is_by_dominator) {
    walked.placement = place_by_dominator(snapshot, walked.dominators, by_path.steps, question.follow_weak);
  }
  if (plan.places_unreached) place_unreached(walked.placement, snapshot);
  if (question.split != Split::none) {
    walked.placement = split_by_category(walked.placement, snapshot, question.split, question.bounds);
  }
  if (plan.aligns) walked.alive = weigh(walked.placement, snapshot, Weights());
  if (is_shown && explains_retention(question, plan, snapshot)) {
    walked.steps = std::move(by_path.steps);
  } else {
    walked.dominators = {};
  }
  return walked;
}

WalkedDump reach_in_dump(const Question& question, const Snapshot& snapshot) {
  WalkedDump walked;
  walked.is_reached = find_reached(snapshot, question.follow_weak);
  return walked;
}

}  // namespace

bool explains_retention(const Question& question, const Plan& plan, const Snapshot& snapshot) {
  const bool is_small = snapshot.object_count() <= question.most_objects_with_retained;
  const bool is_by_dominator = question.tree == TreeKind::dominators;
  const bool shows_retained = question.retained && (is_by_dominator || is_small);
  return !plan.compares_paths && (plan.explains_retention || shows_retained);
}

DumpWalk::DumpWalk(const Question& question, const Plan& plan, const Snapshot& snapshot, std::size_t number,
                   Scheduler& scheduler) {
  if (finds_dominators(question, plan, snapshot, number)) {
    dominating_ =
        scheduler.submit([&question, &snapshot] { return find_dominators(snapshot, question.follow_weak); });
  }
  if (plan.walks[number] == Walk::reach) {
    walking_ = scheduler.submit([&question, &snapshot] { return reach_in_dump(question, snapshot); });
  } else if (plan.walks[number] == Walk::place) {
    walking_ = scheduler.submit(
        [this, &question, &plan, &snapshot, is_shown = number == plan.shown] {
          return place_dump(question, plan, snapshot, is_shown, dominating_);
        },
        Scheduler::Kind::branch);
  }
}

}  // namespace heapgraph
