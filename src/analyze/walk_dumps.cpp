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

bool finds_dominators(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                      std::size_t dump) {
  const bool retains = dump == plan.shown && explains_retention(question, plan, dumps[dump].snapshot);
  return plan.walks[dump] == Walk::place && (question.tree == TreeKind::dominators || retains);
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
    walked.placement = split_by_category(walked.placement, snapshot, question.split);
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
  return !plan.compares_paths &&
         (plan.explains_retention || is_by_dominator || (question.retained && is_small));
}

DumpWalks::DumpWalks(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                     Scheduler& scheduler)
    : dominating_(dumps.size()), walking_(dumps.size()) {
  // What takes longest begins first.
  for (std::size_t i = 0; i < dumps.size(); ++i) {
    if (!finds_dominators(question, plan, dumps, i)) continue;
    dominating_[i] = scheduler.submit([&question, &snapshot = dumps[i].snapshot] {
      return find_dominators(snapshot, question.follow_weak);
    });
  }
  for (std::size_t i = 0; i < dumps.size(); ++i) {
    const Snapshot& snapshot = dumps[i].snapshot;
    if (plan.walks[i] == Walk::reach) {
      walking_[i] = scheduler.submit([&question, &snapshot] { return reach_in_dump(question, snapshot); });
    } else if (plan.walks[i] == Walk::place) {
      walking_[i] = scheduler.submit(
          [&question, &plan, &snapshot, is_shown = i == plan.shown, &dominating = dominating_[i]] {
            return place_dump(question, plan, snapshot, is_shown, dominating);
          },
          Scheduler::Kind::branch);
    }
  }
}

std::vector<WalkedDump> DumpWalks::collect() {
  std::vector<WalkedDump> walked;
  walked.reserve(walking_.size());
  for (Task<WalkedDump>& walk : walking_) walked.push_back(walk.is_valid() ? walk.get() : WalkedDump{});
  return walked;
}

}  // namespace heapgraph
