// SPDX-License-Identifier: MIT
// Short ways from snapshots to trees and answers.
#include "support/trees.h"

#include <sstream>

#include "graph/retained.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "tree/place_by_path.h"

namespace heapgraph::test {

Placement paths_of(const Snapshot& snapshot, bool follow_weak) {
  return place_by_path(snapshot, follow_weak, false).placement;
}

Cost sum(const Snapshot& snapshot, const Placement& placement, const Weights& weights) {
  Cost sum;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (placement.node_of[id] != PlaceId::none) sum += weights.cost(snapshot, id);
  }
  return sum;
}

Tree tree_of(const Snapshot& snapshot, const Placement& placement, const Weights& weights) {
  Tree tree = build_tree(placement, snapshot, weights).tree;
  check_tree(tree, sum(snapshot, placement, weights));
  return tree;
}

Tree live_tree(const Snapshot& snapshot, bool follow_weak) {
  return tree_of(snapshot, paths_of(snapshot, follow_weak));
}

std::vector<std::uint64_t> retained_sizes(const Snapshot& snapshot, bool follow_weak) {
  return retained_bytes(snapshot, find_dominators(snapshot, follow_weak));
}

Matching verified_match(const Snapshot& snapshot, const Snapshot& old, bool follow_weak) {
  return match_verified(snapshot, old, match_by_address(snapshot, old), follow_weak);
}

Analysis report_on(const std::vector<Dump>& dumps, Question question) {
  question.report = true;
  return analyze(question, dumps, {.threads = 1, .begin_phase = {}});
}

std::string write(std::string_view format, const std::vector<Dump>& dumps, Question question) {
  const Format& writer = *format_by_name(format);
  ask_for(question, writer);
  const Analysis analysis = analyze(question, dumps);
  std::ostringstream out;
  writer.write(out, result_of(analysis));
  return out.str();
}

}  // namespace heapgraph::test
