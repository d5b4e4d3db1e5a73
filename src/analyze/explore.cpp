// SPDX-License-Identifier: MIT
// All trees of an exploration.
#include "analyze/explore.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/fold_answer.h"
#include "analyze/list_objects.h"
#include "graph/dominators.h"
#include "graph/retained.h"
#include "tree/aligned_trees.h"
#include "tree/arrange.h"
#include "tree/fold_columns.h"
#include "tree/place_by_dominator.h"
#include "tree/place_by_path.h"
#include "tree/place_unreached.h"
#include "tree/split_by_category.h"
#include "tree/tree_table.h"

namespace heapgraph {
namespace {

/// A dump whose objects are placed in both ways.
struct PlacedHeap {
  const Snapshot& snapshot;
  PathPlacement by_path;
  Dominators dominators;
  Placement by_dominator;
  std::vector<std::uint64_t> retained;

  const Placement& placement(TreeKind kind) const {
    return kind == TreeKind::dominators ? by_dominator : by_path.placement;
  }
};

PlacedHeap place_heap(const Snapshot& snapshot, bool follow_weak, Scheduler& scheduler) {
  Task<Dominators> dominating = scheduler.submit([&] { return find_dominators(snapshot, follow_weak); });
  PlacedHeap heap = {snapshot, place_by_path(snapshot, follow_weak, true), {}, {}, {}};
  heap.dominators = dominating.get();
  heap.by_dominator = place_by_dominator(snapshot, heap.dominators, heap.by_path.steps, follow_weak);
  heap.retained = retained_bytes(snapshot, heap.dominators);
  return heap;
}

/// True if objects of several categories count, so that a level by category tells something.
bool has_categories(const Snapshot& snapshot) {
  for (std::size_t i = 1; i < snapshot.object_count(); ++i) {
    if (snapshot.category(static_cast<ObjectId>(i)) != snapshot.category(ObjectId{0})) return true;
  }
  return false;
}

/// A tree, with the folded node of each object.
struct MadeTree {
  ExploredTree tree;
  IdMap<ObjectId, FoldedId> node_of;
};

/// Which tree is to be made, and of what.
struct TreeAsked {
  Explored shown = Explored::live;
  TreeKind kind = TreeKind::paths;
  bool is_split = false;

  bool operator==(const TreeAsked&) const = default;
};

class Exploring {
 public:
  Exploring(const Question& question, const Plan& plan, const AskedDumps& dumps, const MatchedDumps& matched,
            AlignedTrees* aligned, Scheduler& scheduler)
      : question_(question),
        plan_(plan),
        dumps_(dumps),
        matched_(matched),
        aligned_(aligned),
        scheduler_(scheduler),
        has_categories_(has_categories(dumps.last)) {}

  Exploration explore() {
    const bool has_old = dumps_.records.size() > 1;
    // Freed objects need the references of the first dump, which that of a series has only if they are asked
    // for.
    const bool keeps_old = has_old && (!plan_.is_series || plan_.shown == 0);
    Task<PlacedHeap> placing_first;
    if (keeps_old) placing_first = place(dumps_.first);
    const PlacedHeap last = place(dumps_.last).get();
    std::optional<PlacedHeap> first;
    if (keeps_old) first.emplace(placing_first.get());

    std::optional<Weights> added;
    if (plan_.matches) added = weigh_differing(plan_with(measure_of(Explored::growth)), matched_);
    const KnownHeap new_heap = {dumps_.last, last.by_path.steps, last.retained, added ? &*added : nullptr,
                                question_.follow_weak};
    ObjectLister listing(new_heap, limits_);
    if (plan_.matches) add_trees(Explored::growth, weights_of(Explored::growth), last, listing);
    add_trees(Explored::live, weights_of(Explored::live), last, listing);
    if (keeps_old && plan_.matches) {
      const Weights freed = weights_of(Explored::freed);
      const KnownHeap old_heap = {dumps_.first, first->by_path.steps, first->retained, &freed,
                                  question_.follow_weak};
      ObjectLister old_listing(old_heap, limits_);
      add_trees(Explored::freed, freed, *first, old_listing);
      exploration_.old_heap = old_listing.finish();
    }
    if (keeps_old && !plan_.is_series) exploration_.trees.push_back(change(*first, last));
    exploration_.heap = listing.finish();
    put_first(asked_for());
    return std::move(exploration_);
  }

 private:
  Task<PlacedHeap> place(const Snapshot& snapshot) {
    return scheduler_.submit([&] { return place_heap(snapshot, question_.follow_weak, scheduler_); },
                             Scheduler::Kind::branch);
  }

  Measure measure_of(Explored shown) const {
    switch (shown) {
      case Explored::growth:
        return plan_.measure == Measure::added ? Measure::added : Measure::growth;
      case Explored::freed:
        return Measure::freed;
      default:
        return Measure::live;
    }
  }

  Plan plan_with(Measure measure) const {
    Plan plan = plan_;
    plan.measure = measure;
    return plan;
  }

  Weights weights_of(Explored shown) const {
    return weigh(plan_with(measure_of(shown)), dumps_.first, dumps_.last, matched_);
  }

  /// Makes the trees of what is shown concurrently, and lists their objects in order.
  void add_trees(Explored shown, const Weights& weights, const PlacedHeap& heap, ObjectLister& listing) {
    std::vector<Task<MadeTree>> making;
    for (const TreeKind kind : tree_kinds) {
      for (const bool is_split : {false, true}) {
        if (is_split && !has_categories_) continue;
        making.push_back(scheduler_.submit([this, asked = TreeAsked{shown, kind, is_split}, &heap, &weights] {
          return make_tree(asked, heap, weights);
        }));
      }
    }
    for (Task<MadeTree>& task : making) {
      MadeTree made = task.get();
      listing.list(weights, made.node_of, made.tree);
      if (asked_of(made.tree) == TreeAsked{Explored::live, TreeKind::paths, false}) {
        exploration_.retaining_most = listing.list_retaining_most(made.node_of);
      }
      exploration_.trees.push_back(std::move(made.tree));
    }
  }

  MadeTree make_tree(const TreeAsked& asked, const PlacedHeap& heap, const Weights& weights) {
    Placement placement = heap.placement(asked.kind);
    if (asked.shown == Explored::growth && !question_.compatible) place_unreached(placement, heap.snapshot);
    if (asked.is_split) {
      const Split split = question_.split == Split::custom ? Split::custom : Split::all;
      placement = split_by_category(placement, heap.snapshot, split, question_.bounds);
    }
    TreeWithColumns arranged;
    PlacedTree placed = build_tree(placement, heap.snapshot, weights);
    arranged.tree = std::move(placed.tree);
    arranged.columns.growth = std::move(placed.growth);
    const IdMap<ObjectId, NodeId> node_of = placement.node_of.then(placed.position_of);
    arranged.columns.retained =
        retained_by_node(heap.dominators, heap.retained, node_of, arranged.tree.nodes.size());
    const bool has_series = aligned_ != nullptr && asked.kind == question_.tree && !asked.is_split;
    if (has_series) arranged.columns.series = aligned_->beside(arranged.tree);
    MadeTree made = {folded(asked, arranged), {}};
    made.node_of = node_of.then(made.tree.folded->node_of);
    return made;
  }

  ExploredTree change(const PlacedHeap& first, const PlacedHeap& last) const {
    AlignedTrees aligned;
    for (const PlacedHeap* const heap : {&first, &last}) {
      aligned.add(heapgraph::weigh(heap->by_path.placement, heap->snapshot, Weights()));
    }
    if (plan_.fold != Fold::nothing) aligned.fold();
    return folded({Explored::change, TreeKind::paths, false}, aligned.difference());
  }

  ExploredTree folded(const TreeAsked& asked, const TreeWithColumns& arranged) const {
    ExploredTree tree = {
        asked.shown, asked.kind, asked.is_split, fold_answer(plan_.fold, arranged), {}, {}, {}, {}, {}, {}};
    const TreeColumns columns = fold_columns(*tree.folded, arranged.tree, arranged.columns);
    const FoldableTree foldable = {arranged.tree, arranged.columns, *tree.folded, columns,
                                   asked.shown == Explored::change};
    tree.has_bars = arranged.columns.bar().whole() != 0;
    tree.columns = table_columns(foldable);
    tree.table = table_of(foldable);
    tree.unfolded_table = unfolded_table_of(foldable);
    return tree;
  }

  static TreeAsked asked_of(const ExploredTree& tree) { return {tree.shown, tree.kind, tree.is_split}; }

  /// What the question asks for.
  TreeAsked asked_for() const {
    if (plan_.compares_paths) return {Explored::change, TreeKind::paths, false};
    const Explored shown = plan_.measure == Measure::freed  ? Explored::freed
                           : plan_.measure == Measure::live ? Explored::live
                                                            : Explored::growth;
    return {shown, question_.tree, has_categories_ && question_.split != Split::none};
  }

  void put_first(const TreeAsked& asked) {
    std::vector<ExploredTree>& trees = exploration_.trees;
    const auto found = std::find_if(trees.begin(), trees.end(),
                                    [&](const ExploredTree& tree) { return asked_of(tree) == asked; });
    if (found != trees.end()) std::rotate(trees.begin(), found, found + 1);
  }

  const Question& question_;
  const Plan& plan_;
  const AskedDumps& dumps_;
  const MatchedDumps& matched_;
  AlignedTrees* aligned_;
  Scheduler& scheduler_;
  bool has_categories_;
  ExplorationLimits limits_;
  Exploration exploration_;
};

}  // namespace

std::string_view name_of(Explored shown) {
  constexpr std::array names = {"growth", "freed", "live", "change"};
  return names[static_cast<std::size_t>(shown)];
}

Exploration explore(const Question& question, const Plan& plan, const AskedDumps& dumps,
                    const MatchedDumps& matched, AlignedTrees* aligned, Scheduler& scheduler) {
  return Exploring(question, plan, dumps, matched, aligned, scheduler).explore();
}

}  // namespace heapgraph
