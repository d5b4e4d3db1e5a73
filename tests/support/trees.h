// SPDX-License-Identifier: MIT
// Short ways from snapshots to trees and answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/weights.h"
#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "tree/arrange.h"
#include "tree/fold_tree.h"
#include "tree/placement.h"

namespace heapgraph::test {

Placement paths_of(const Snapshot& snapshot, bool follow_weak = false);

/// Sum of the objects that have a place, as far as they count.
Cost sum(const Snapshot& snapshot, const Placement& placement, const Weights& weights = {});

/// Tree of a placement, whose invariants are checked.
Tree tree_of(const Snapshot& snapshot, const Placement& placement, const Weights& weights = {});

/// Tree of everything alive, by first path.
Tree live_tree(const Snapshot& snapshot, bool follow_weak = false);

std::vector<std::uint64_t> retained_sizes(const Snapshot& snapshot, bool follow_weak = false);

/// Matching by address, as far as it can be confirmed.
Matching verified_match(const Snapshot& snapshot, const Snapshot& old, bool follow_weak = false);

/// Dumps, oldest first, with the names `1`, `2`, …
template <class... Snapshots>
std::vector<Dump> dumps_of(Snapshots&&... snapshots) {
  std::vector<Dump> dumps;
  (dumps.push_back({std::to_string(dumps.size() + 1), std::forward<Snapshots>(snapshots)}), ...);
  return dumps;
}

/// Answer to a question, with its report.
Analysis report_on(const std::vector<Dump>& dumps, Question question = {});

/// Output of a format for the answer.
std::string write(std::string_view format, const std::vector<Dump>& dumps, Question question = {});

}  // namespace heapgraph::test
