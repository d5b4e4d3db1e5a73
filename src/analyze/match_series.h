// SPDX-License-Identifier: MIT
// A series of dumps, of which no more than two are held in full at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "analyze/asked_dumps.h"
#include "analyze/match_dumps.h"
#include "analyze/walk_dumps.h"
#include "base/scheduler.h"
#include "report/series_sites.h"
#include "tree/aligned_trees.h"

namespace heapgraph {

/// What an answer needs of a series besides the last dump.
struct MatchedSeries {
  MatchedDumps matched;
  WalkedDump first_walked;  ///< walk of the first dump, as far as it is still needed
  AlignedTrees aligned;     ///< what is alive in all dumps but the last
  std::optional<Findings> findings;
};

/// What the sites of an answer have to tell.
SiteQuery site_query_of(const Question& question, const Plan& plan);

/// Series in the making. Each dump is compared with the one before as soon as it is there; then the one
/// before is released. Of the first dump a copy without references stays, or all of it if it is the one that
/// is shown.
class SeriesInTheMaking {
 public:
  SeriesInTheMaking(const Question& question, const Plan& plan, Scheduler& scheduler);

  /// Takes the next dump, oldest first. The dump before the one before it is released by then.
  void add(std::shared_ptr<const Dump> dump);

  /// Compares the last dump, once all were added, and releases all but the last and the first.
  MatchedSeries finish();

  const Snapshot& first() const { return first_->snapshot; }
  const Snapshot& last() const { return current_->snapshot; }  ///< the dump that was added last
  /// What is noted of all dumps that were added.
  std::vector<DumpRecord> take_records() { return std::move(records_); }

 private:
  bool is_last_added() const { return records_.size() == plan_.walks.size(); }
  void begin_walk();
  void end_walk();
  void match_with_previous();

  const Question& question_;
  const Plan& plan_;
  Scheduler& scheduler_;
  std::shared_ptr<const Dump> first_;
  std::shared_ptr<const Dump> previous_;
  std::shared_ptr<const Dump> current_;
  std::vector<DumpRecord> records_;
  std::optional<DumpWalk> walk_;  ///< of `current_`, unless it is the last dump
  SeriesSites sites_;
  MatchedSeries series_;
};

}  // namespace heapgraph
