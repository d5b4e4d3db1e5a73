// SPDX-License-Identifier: MIT
// From the dumps that were read to all that a format may want to say.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heapgraph/limits.h"
#include "heapgraph/report.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// What is asked of one dump, or of two.
struct Question {
  std::optional<Measure> measure;  ///< not given: what is new if there are two dumps, else everything
  Identity identity = Identity::address;
  Split split = Split::none;
  TreeKind tree = TreeKind::paths;
  bool follow_weak = false;
  std::optional<std::string> why;  ///< an address or a path pattern

  bool operator==(const Question&) const = default;
};

/// What is wanted besides the tree.
struct Wanted {
  bool report = false;
  bool retained = false;    ///< by each node, if the heap is small enough to be quick
  std::uint32_t rows = 20;  ///< of each list in the report
  unsigned threads = 0;     ///< 1: all in the thread that asks
};

struct Dumps {
  std::optional<Snapshot> old;
  std::optional<Snapshot> fresh;  ///< always there once reading is done
  std::string old_name;           ///< as messages call it
  std::string new_name;
};

/// What is made of them.
struct Analysis {
  Measure measure = Measure::live;
  Matching matching;  ///< if something compares
  Tree tree;
  Summary summary;
  std::optional<LimitReport> limits;    ///< if the budget has any
  std::optional<Report> report;         ///< if it is wanted
  std::vector<std::uint64_t> retained;  ///< bytes, of each node of the tree; empty if not computed
};

/// OLD must be read in full, and not only its addresses.
bool walks_old(const Question& question, const Wanted& wanted, const Budget& budget);

/// Told the name of each phase when it begins.
using BeginPhase = std::function<void(const char*)>;

/// Throws an Error if `why` asks for what is not there. O(edges log objects) at worst, O(objects + edges)
/// for the tree alone.
Analysis analyze(const Question& question, const Wanted& wanted, const Budget& budget, const Dumps& dumps,
                 const BeginPhase& begin_phase);

}  // namespace heapgraph
