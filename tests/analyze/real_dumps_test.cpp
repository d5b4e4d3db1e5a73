// SPDX-License-Identifier: MIT
// Dumps written by a real Luau VM, and the trees that they must give.
#include "heapgraph/load.h"
#include "heapgraph/tree.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/trees.h"
#include "tree/split_by_category.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("the trees of real dumps, node by node") {
  struct Kind {
    std::string name;
    Measure measure = Measure::added;
    Split split = Split::none;
    bool follow_weak = false;
    Identity identity = Identity::address;
  };
  const std::vector<Kind> kinds = {{"new"},
                                   {"live", Measure::live},
                                   {"split-custom", Measure::added, Split::custom},
                                   {"split-all", Measure::added, Split::all},
                                   {"follow-weak", Measure::added, Split::none, true},
                                   {"growth", Measure::growth},
                                   {"freed", Measure::freed},
                                   {"verified", Measure::added, Split::none, false, Identity::verified}};
  std::size_t compared = 0;
  for (const std::string dump : {"game", "closures", "weak", "weakarray", "strings", "churn", "list", "empty",
                                 "classes", "vectors", "cnames"}) {
    const std::filesystem::path folder = testdata("snapshots");
    const Snapshot old = real_dump(dump, 1);
    const Snapshot loaded = real_dump(dump, 2);
    for (const Kind& kind : kinds) {
      const std::filesystem::path expected = folder / "expected" / (dump + "." + kind.name + ".jsonl");
      if (!std::filesystem::exists(expected)) continue;
      INFO(dump << " " << kind.name);
      ++compared;
      const Matching matching = kind.identity == Identity::verified
                                    ? verified_match(loaded, old, kind.follow_weak)
                                    : match_by_address(loaded, old);
      const Snapshot& snapshot = kind.measure == Measure::freed ? old : loaded;
      const Weights weights = kind.measure == Measure::live     ? Weights()
                              : kind.measure == Measure::growth ? weigh_growth(loaded, old, matching)
                              : kind.measure == Measure::freed  ? weigh_freed(old, matching)
                                                                : weigh_added(matching);
      const Placement placement =
          split_by_category(paths_of(snapshot, kind.follow_weak), snapshot, kind.split);
      check_same_rows(rows_of(tree_of(snapshot, placement, weights)), read_rows(expected));
    }
  }
  CHECK(compared == 37 + 18 + 15);
}
