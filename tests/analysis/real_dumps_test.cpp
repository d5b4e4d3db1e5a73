// SPDX-License-Identifier: MIT
// Dumps that a real Luau VM wrote, and the trees that they must give.
#include "heapgraph/load.h"
#include "heapgraph/tree.h"
#include "support/catch.h"
#include "support/check.h"

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
                                    ? match_verified(loaded, old, kind.follow_weak)
                                    : match_by_address(loaded, old);
      const Snapshot& snapshot = kind.measure == Measure::freed ? old : loaded;
      const CostOf cost = kind.measure == Measure::live     ? cost_of_live(loaded)
                          : kind.measure == Measure::growth ? cost_of_growth(loaded, old, matching)
                          : kind.measure == Measure::freed  ? cost_of_freed(old, matching)
                                                            : cost_of_new(loaded, matching);
      const Placement placement =
          split_by_category(place_by_first_path(snapshot, kind.follow_weak), snapshot, kind.split);
      const Tree tree = build_tree(placement, snapshot, cost);
      check_tree(tree, summarize(placement, snapshot, cost).counted);
      check_same_rows(rows_of(tree), read_rows(expected));
    }
  }
  CHECK(compared == 37 + 18 + 15);
}
