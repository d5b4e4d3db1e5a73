// SPDX-License-Identifier: MIT
// Sums over all objects of the dumps.
#include "analyze/summarize.h"

#include <cstddef>
#include <optional>

#include "graph/lifetimes.h"
#include "graph/weights.h"
#include "report/difference.h"

namespace heapgraph {
namespace {

/// What became of an object of the last dump since the first.
struct Fate {
  bool is_new = false;  ///< in a series: stays
  std::uint64_t growth = 0;
};

class Sums {
 public:
  Sums(const Plan& plan, const AskedDumps& dumps, const MatchedDumps& matched, const WalkedDumps& walked)
      : plan_(plan),
        old_(dumps.first),
        snapshot_(dumps.last),
        matched_(matched),
        is_reached_(walked.last.is_reached),
        heaps_{snapshot_,
               is_reached_,
               old_,
               walked.first.is_reached,
               matched.matching,
               matched.verified.old_of.empty() ? matched.matching : matched.verified,
               matched.is_undecided} {}

  void add_to(Summary& summary) const {
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      summary.net_bytes += static_cast<std::int64_t>(snapshot_.size(id));
      const bool is_unreached = !is_reached_.empty() && !is_reached_[i];
      if (!is_unreached || plan_.places_unreached) add(id, is_unreached, summary);
      const bool may_be_unconfirmed = plan_.verifies && !plan_.is_series && !is_unreached;
      if (may_be_unconfirmed && is_unconfirmed(heaps_, i)) summary.unconfirmed += {snapshot_.size(id), 1};
    }
    summary.most_new += summary.added;
    summary.least_new = {summary.added.bytes - summary.decided_new.bytes,
                         summary.added.objects - summary.decided_new.objects};
    const Weights freed = weigh_freed(old_, matched_.matching);
    for (std::size_t i = 0; i < old_.object_count(); ++i) {
      const auto id = static_cast<ObjectId>(i);
      summary.net_bytes -= static_cast<std::int64_t>(old_.size(id));
      summary.freed += freed.cost(old_, id);
    }
  }

 private:
  void add(ObjectId id, bool is_unreached, Summary& summary) const {
    const Fate fate = fate_of(id);
    const Cost cost = {snapshot_.size(id), 1};
    const bool is_undecided = !matched_.is_undecided.empty() && matched_.is_undecided[index(id)];
    if (fate.is_new) {
      summary.added += cost;
      if (is_unreached) summary.unreached_new += cost;
      if (is_undecided) summary.decided_new += cost;
    } else if (is_undecided && !is_unreached) {
      // No walk from the roots can verify what they do not reach.
      summary.most_new += cost;
    }
    if (fate.growth != 0) {
      const bool is_first = summary.grown.objects == 0;
      if (is_first) summary.grown_type = snapshot_.type(id);
      if (summary.grown_type != snapshot_.type(id)) summary.grown_type = std::nullopt;
      summary.grown += {fate.growth, 1};
    }
  }

  Fate fate_of(ObjectId id) const {
    const ObjectId before = matched_.matching.old_of[index(id)];
    if (plan_.is_series && stays(matched_.lifetimes, id)) return {true, 0};
    if (before == ObjectId::none) return {!plan_.is_series, 0};
    const std::uint64_t size =
        plan_.is_series ? matched_.lifetimes.least_size[index(id)] : snapshot_.size(id);
    const std::uint64_t old_size = old_.size(before);
    return {false, size > old_size ? size - old_size : 0};
  }

  const Plan& plan_;
  const Snapshot& old_;
  const Snapshot& snapshot_;
  const MatchedDumps& matched_;
  const std::vector<bool>& is_reached_;
  ComparedHeaps heaps_;
};

}  // namespace

Summary summarize(const Plan& plan, const AskedDumps& dumps, const MatchedDumps& matched,
                  const WalkedDumps& walked) {
  Summary summary;
  const Snapshot& shown = dumps.shown(plan);
  for (std::size_t i = 0; i < shown.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const bool is_reached = walked.shown(plan).is_reached[i];
    (is_reached ? summary.reached : summary.unreached) += {shown.size(id), 1};
    if (is_reached || plan.places_unreached) summary.counted += matched.weights.cost(shown, id);
  }
  if (plan.matches) Sums(plan, dumps, matched, walked).add_to(summary);
  return summary;
}

}  // namespace heapgraph
