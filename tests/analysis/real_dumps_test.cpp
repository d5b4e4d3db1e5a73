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
    bool only_new;
    Split split;
    bool follow_weak;
  };
  const std::vector<Kind> kinds = {{"new", true, Split::none, false},
                                   {"live", false, Split::none, false},
                                   {"split-custom", true, Split::custom, false},
                                   {"split-all", true, Split::all, false},
                                   {"follow-weak", true, Split::none, true}};
  std::size_t compared = 0;
  for (const std::string dump :
       {"game", "closures", "weak", "weakarray", "strings", "churn", "list", "empty"}) {
    const std::filesystem::path folder = testdata("snapshots");
    const Snapshot old = load_snapshot((folder / (dump + ".1.json")).string());
    const Snapshot snapshot = load_snapshot((folder / (dump + ".2.json")).string());
    for (const Kind& kind : kinds) {
      const std::filesystem::path expected = folder / "expected" / (dump + "." + kind.name + ".jsonl");
      if (!std::filesystem::exists(expected)) continue;
      INFO(dump << " " << kind.name);
      ++compared;
      const CostOf cost = kind.only_new ? cost_of_new(snapshot, old) : cost_of_live(snapshot);
      const Placement placement =
          split_by_category(place_by_first_path(snapshot, kind.follow_weak), snapshot, kind.split);
      const Tree tree = build_tree(placement, snapshot, cost);
      check_tree(tree, summarize(placement, snapshot, cost).counted);
      CHECK((rows_of(tree) == read_rows(expected)));
    }
  }
  CHECK(compared == 37);
}
