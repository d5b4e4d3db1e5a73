// SPDX-License-Identifier: MIT
// From the dumps that were read to all that a format may want to say.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/limits.h"
#include "heapgraph/report.h"
#include "heapgraph/series.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// What of OLD is compared with what of NEW (`--match`).
enum class MatchBy : std::uint8_t {
  object,  ///< each object with itself: two dumps of one process
  path     ///< each node with the node at its path: also dumps of two processes
};

/// What is asked of one dump, of two, or of a series of one process.
struct Question {
  MatchBy match = MatchBy::object;

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
  /// Of a series the dumps between the first, OLD, and the last, NEW. With them an object is new if it came
  /// right after OLD and stays.
  std::vector<Snapshot> between;
  std::optional<Snapshot> fresh;   ///< always there once reading is done
  std::vector<std::string> names;  ///< of all that are there, oldest first, as messages call them
};

/// What is made of them.
struct Analysis {
  Measure measure = Measure::live;
  Matching matching;  ///< if something compares
  Tree tree;
  Summary summary;
  std::optional<Series> series;         ///< beside the tree, of a series of dumps or by path
  std::optional<Stays> stays;           ///< of a series of dumps
  std::optional<LimitReport> limits;    ///< if the budget has any
  std::optional<Report> report;         ///< if it is wanted
  std::vector<std::uint64_t> retained;  ///< bytes, of each node of the tree; empty if not computed
};

/// Of two dumps, OLD must be read in full, and not only its addresses.
HEAPGRAPH_API bool walks_old(const Question& question, const Wanted& wanted, const Budget& budget);

/// Told the name of each phase when it begins.
using BeginPhase = std::function<void(const char*)>;

/// Throws an Error if `why` asks for what is not there. O(edges log objects) at worst, O(objects + edges)
/// for the tree alone.
HEAPGRAPH_API Analysis analyze(const Question& question, const Wanted& wanted, const Budget& budget,
                               const Dumps& dumps, const BeginPhase& begin_phase);

}  // namespace heapgraph
