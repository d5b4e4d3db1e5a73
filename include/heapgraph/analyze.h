// SPDX-License-Identifier: MIT
// From the dumps that were read to all that a format may want to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/budget.h"
#include "heapgraph/load.h"
#include "heapgraph/question.h"
#include "heapgraph/report.h"
#include "heapgraph/tree.h"

namespace heapgraph {

struct FoldedTree;

/// How far one dump is followed from its roots.
enum class Walk : std::uint8_t {
  none,
  reach,  ///< which objects the roots reach
  place   ///< where in the tree of names each of them sits
};

/// What must be loaded and computed for a question. Dumps are numbered from 0, oldest first.
struct Plan {
  Measure measure = Measure::live;
  bool compares_paths = false;  ///< node by node, and no objects
  bool is_series = false;       ///< an object is new if it came right after the first dump and stays
  std::size_t shown = 0;        ///< the dump whose objects the tree has
  std::vector<LoadDetail> details;
  std::vector<Walk> walks;
  bool matches = false;             ///< objects of the last dump with those of the first
  bool verifies = false;            ///< whether what matched by address is confirmed
  bool aligns = false;              ///< the trees of all dumps, with all that is alive in each
  bool explains_retention = false;  ///< retained sizes and shortest paths of the dump that is shown
  bool folds = false;
  bool limits_growth = false;
};

/// The one place that knows what a question needs. Throws an Error if it cannot be asked of so many dumps.
HEAPGRAPH_API Plan plan_for(const Question& question, std::size_t dumps);

/// How the objects of the dump that is shown add up: reached + unreached is all of them.
struct Summary {
  Cost counted;    ///< reached, under the measure
  Cost reached;    ///< all that a root reaches
  Cost unreached;  ///< what the collector keeps by roots of its own, which a dump does not name
};

/// What came between the first and the second of three dumps or more, as far as roots reach it in the last.
struct Stays {
  Cost staying;      ///< is there in all dumps since
  Cost later;        ///< came after the second dump, so that it may still go
  Cost unconfirmed;  ///< the part of what stays that `verified` would not take for the same objects
  Cost hidden;       ///< stays by `verified`, but its address is as old as the first dump
};

/// What a person should know besides the result.
struct Notice {
  enum class Kind : std::uint8_t {
    damage,            ///< reading repaired something or passed it over
    garbage,           ///< much of a dump is reached from no root
    two_processes,     ///< no root is at the same address in both dumps
    swapped,           ///< NEW is smaller than OLD in every respect
    reused_addresses,  ///< objects count as kept for their address alone
    unconfirmed,       ///< of a series: objects count as staying for their address alone
    limit_exceeded,
    limit_without_match,
    no_longer_ignored,
    ignored_without_match
  };
  Kind kind = Kind::damage;
  std::string dump;         ///< its name, if the notice is about one
  std::uint64_t count = 0;  ///< of the objects that it is about, if any
  std::string text;         ///< one printable line

  bool is_about_limits() const { return kind >= Kind::limit_exceeded; }
  bool operator==(const Notice&) const = default;
};

/// The answer to a question.
struct Analysis {
  MatchBy match = MatchBy::object;
  Measure measure = Measure::live;  ///< of two heaps compared by path: everything
  Tree tree;
  TreeColumns columns;
  std::shared_ptr<const FoldedTree> folded;  ///< the tree with chains of repeating names folded; may be null
  Summary summary;
  std::optional<Stays> stays;         ///< of a series of dumps
  std::optional<LimitReport> limits;  ///< if the budget has any
  std::optional<Report> report;       ///< if it was asked for
  std::vector<Notice> notices;        ///< those about limits last

  bool compares_paths() const { return match == MatchBy::path; }
};

struct AnalyzeOptions {
  unsigned threads = 0;                          ///< 0: one a core. The result is always the same.
  std::function<void(const char*)> begin_phase;  ///< is told the name of each phase; may be empty
};

/// Answers a question of dumps that were loaded as `plan_for` says, oldest first. Throws an Error if `why`
/// asks for what is not there. O(edges log objects) at worst, O(objects + edges) for the tree alone.
HEAPGRAPH_API Analysis analyze(const Question& question, std::span<const Dump> dumps,
                               const AnalyzeOptions& options = {});

}  // namespace heapgraph
