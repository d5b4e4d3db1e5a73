// SPDX-License-Identifier: MIT
// What would be freed if references were cut.
//
// The problem is reachability in up to 63 graphs that differ in few edges. Each object has a mask of the
// graphs in which it is reached. A first walk takes the references that no trial cuts, so it reaches nearly
// all objects, in all trials at once. If it is known that the unchanged part of a heap is reached in all
// trials, only the rest is walked. A second walk adds the bits of the others until nothing changes: a bit
// that an object gains is passed on to its targets (bit-parallel multi-source search: M. Then et al., "The
// More the Merrier", VLDB 2014).
#include "graph/frees.h"

#include <algorithm>
#include <deque>

#include "graph/followed_edges.h"

namespace heapgraph {
namespace {

constexpr std::uint64_t all_trials = ~std::uint64_t{0};

/// Sorts cuts and joins those of one position.
void join(std::vector<Cut>& cuts) {
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.position < b.position; });
  std::size_t kept = 0;
  for (const Cut& cut : cuts) {
    if (kept != 0 && cuts[kept - 1].position == cut.position) {
      cuts[kept - 1].trials |= cut.trials;
    } else {
      cuts[kept++] = cut;
    }
  }
  cuts.resize(kept);
}

std::uint64_t trials_with(const std::vector<Cut>& cuts, std::size_t position) {
  const auto found = std::lower_bound(cuts.begin(), cuts.end(), position,
                                      [](const Cut& cut, std::size_t at) { return cut.position < at; });
  return found != cuts.end() && found->position == position ? ~found->trials : all_trials;
}

}  // namespace

class MaskedWalk {
 public:
  MaskedWalk(const Snapshot& snapshot, Cuts cuts, bool follow_weak, const SettledPart* settled)
      : snapshot_(snapshot), cuts_(std::move(cuts)), follow_weak_(follow_weak), settled_(settled) {
    result_.open_ = NumberedSet(snapshot.object_count(),
                                [&](std::size_t i) { return settled == nullptr || !settled->is_settled[i]; });
    result_.masks_.resize(result_.open_.count());
    join(cuts_.references);
    join(cuts_.roots);
    is_cut_.resize(snapshot.edge_count());
    for (const Cut& cut : cuts_.references) is_cut_[cut.position] = true;
  }

  ReachedTrials walk() {
    if (settled_ != nullptr) {
      pass_settled(true);
    } else {
      for (std::size_t i = 0; i < snapshot_.roots().size(); ++i) {
        pass(snapshot_.roots()[i].object, trials_with(cuts_.roots, i));
      }
    }
    drain(true);
    if (!has_other_references_) return std::move(result_);
    // What only other references reach is kept by them.
    is_retained_.resize(snapshot_.object_count());
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      is_retained_[i] = result_.of(static_cast<ObjectId>(i)) != 0;
    }
    if (settled_ != nullptr) pass_settled(false);
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      if (is_retained_[i] && result_.open_.contains(i)) pass_on(static_cast<ObjectId>(i), false);
    }
    drain(false);
    return std::move(result_);
  }

 private:
  void drain(bool retaining_only) {
    while (!whole_.empty() || !partial_.empty()) {
      if (!whole_.empty()) {
        const ObjectId id = whole_.back();
        whole_.pop_back();
        pass_on(id, retaining_only);
      } else {
        const ObjectId id = partial_.front();
        partial_.pop_front();
        if (result_.of(id) != all_trials) pass_on(id, retaining_only);  // else it was passed on
      }
    }
  }

  /// Passes on from the settled part, over the references that count for retention or over the others.
  void pass_settled(bool retaining) {
    for (const ChangedLink& link : settled_->links) {
      const bool is_root = link.holder == ObjectId::none;
      if (!is_root && !settled_->is_settled[index(link.holder)]) continue;
      if (is_root || snapshot_.edge_at(link.position).retains) {
        if (!retaining) continue;
        pass(link.target, trials_with(is_root ? cuts_.roots : cuts_.references, link.position));
      } else {
        pass_loose(link, retaining);
      }
    }
    for (const ChangedLink& link : settled_->loose_links) pass_loose(link, retaining);
  }

  void pass_loose(const ChangedLink& link, bool retaining_only) {
    has_other_references_ = true;
    if (retaining_only || is_retained_[index(link.target)]) return;
    pass(link.target, trials_with(cuts_.references, link.position));
  }

  void pass(ObjectId target, std::uint64_t trials) {
    if (!result_.open_.contains(index(target))) return;
    std::uint64_t& reached = result_.masks_[result_.open_.number(index(target))];
    if ((trials & ~reached) == 0) return;
    reached |= trials;
    if (reached == all_trials) {
      whole_.push_back(target);
    } else {
      partial_.push_back(target);
    }
  }

  void pass_on(ObjectId holder, bool retaining_only) {
    const std::uint64_t reached = result_.of(holder);
    std::size_t position = snapshot_.first_edge(holder);
    for (const Edge edge : snapshot_.edges(holder)) {
      const std::size_t at = position++;
      if (!is_followed(edge, follow_weak_)) continue;
      has_other_references_ |= !edge.retains && edge.target != holder;
      if (!edge.retains && (retaining_only || is_retained_[index(edge.target)])) continue;
      pass(edge.target, is_cut_[at] ? reached & trials_with(cuts_.references, at) : reached);
    }
  }

  const Snapshot& snapshot_;
  Cuts cuts_;
  bool follow_weak_;
  bool has_other_references_ = false;  ///< references that do not count for retention
  const SettledPart* settled_;
  ReachedTrials result_;
  std::vector<bool> is_retained_;  ///< objects that the first drain reached
  std::vector<bool> is_cut_;
  std::vector<ObjectId> whole_;  ///< objects reached in all trials, to be passed on before others
  std::deque<ObjectId> partial_;
};

ReachedTrials reach_without(const Snapshot& snapshot, Cuts cuts, bool follow_weak,
                            const SettledPart* settled) {
  return MaskedWalk(snapshot, std::move(cuts), follow_weak, settled).walk();
}

std::vector<std::uint64_t> ReachedTrials::freed_bytes(const Snapshot& snapshot, std::size_t trials) const {
  std::vector<std::uint64_t> freed(trials);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const std::uint64_t reached = of(static_cast<ObjectId>(i));
    if (reached == 0 || reached == all_trials) continue;
    for (std::size_t trial = 0; trial < trials; ++trial) {
      if ((reached >> trial & 1U) == 0) freed[trial] += snapshot.size(static_cast<ObjectId>(i));
    }
  }
  return freed;
}

}  // namespace heapgraph
