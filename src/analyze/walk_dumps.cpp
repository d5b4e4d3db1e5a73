// SPDX-License-Identifier: MIT
// Walks of the dumps: reachability and placement of their objects.
#include "analyze/walk_dumps.h"

#include <utility>

#include "graph/reach.h"
#include "tree/place_by_dominator.h"
#include "tree/place_by_path.h"
#include "tree/split_by_category.h"

namespace heapgraph {
namespace {

/// Walks one dump and places its objects. Dominators and paths are found concurrently.
WalkedDump place_dump(const Question& question, const Plan& plan, const Snapshot& snapshot, bool is_shown,
                      Scheduler& scheduler) {
  const bool is_by_dominator = question.tree == TreeKind::dominators;
  const bool retains = is_shown && explains_retention(question, plan, snapshot);
  Task<Dominators> dominating;
  if (is_by_dominator || retains) {
    dominating = scheduler.submit([&] { return find_dominators(snapshot, question.follow_weak); });
  }
  PathPlacement by_path = place_by_path(snapshot, question.follow_weak, is_by_dominator || retains);

  WalkedDump walked;
  walked.is_reached = std::move(by_path.is_reached);
  walked.placement = std::move(by_path.placement);
  if (dominating.is_valid()) walked.dominators = dominating.get();
  if (is_by_dominator) {
    walked.placement = place_by_dominator(snapshot, walked.dominators, by_path.steps, question.follow_weak);
  }
  if (question.split != Split::none) {
    walked.placement = split_by_category(walked.placement, snapshot, question.split);
  }
  if (plan.aligns) walked.alive = weigh(walked.placement, snapshot, Weights());
  if (retains) {
    walked.steps = std::move(by_path.steps);
  } else {
    walked.dominators = {};
  }
  return walked;
}

}  // namespace

bool explains_retention(const Question& question, const Plan& plan, const Snapshot& snapshot) {
  const bool is_small = snapshot.object_count() <= question.most_objects_with_retained;
  const bool is_by_dominator = question.tree == TreeKind::dominators;
  return !plan.compares_paths &&
         (plan.explains_retention || is_by_dominator || (question.retained && is_small));
}

std::vector<WalkedDump> walk_dumps(const Question& question, const Plan& plan, std::span<const Dump> dumps,
                                   Scheduler& scheduler) {
  std::vector<Task<WalkedDump>> tasks(dumps.size());
  for (std::size_t i = 0; i < dumps.size(); ++i) {
    const Snapshot& snapshot = dumps[i].snapshot;
    if (plan.walks[i] == Walk::reach) {
      tasks[i] = scheduler.submit([&] {
        WalkedDump walked;
        walked.is_reached = find_reached(snapshot, question.follow_weak);
        return walked;
      });
    } else if (plan.walks[i] == Walk::place) {
      const bool is_shown = i == plan.shown;
      tasks[i] = scheduler.submit(
          [&, is_shown] { return place_dump(question, plan, snapshot, is_shown, scheduler); },
          Scheduler::Kind::branch);
    }
  }
  std::vector<WalkedDump> walked(dumps.size());
  for (std::size_t i = 0; i < dumps.size(); ++i) {
    if (tasks[i].is_valid()) walked[i] = tasks[i].get();
  }
  return walked;
}

}  // namespace heapgraph
