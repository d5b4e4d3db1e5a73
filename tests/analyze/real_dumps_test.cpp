// SPDX-License-Identifier: MIT
// Dumps written by a real Luau VM, and the trees that they must give.
#include <fmt/format.h>

#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "heapgraph/tree.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/trees.h"

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
    for (const Kind& kind : kinds) {
      const std::filesystem::path expected = folder / "expected" / (dump + "." + kind.name + ".jsonl");
      if (!std::filesystem::exists(expected)) continue;
      INFO(dump << " " << kind.name);
      ++compared;
      Question question;
      question.compatible = true;
      question.measure = kind.measure;
      question.split = kind.split;
      question.follow_weak = kind.follow_weak;
      if (kind.identity == Identity::verified) question.identity = kind.identity;
      std::vector<Dump> dumps;
      const std::size_t count = kind.measure == Measure::live ? 1 : 2;
      const Plan plan = plan_for(question, count);
      for (std::size_t i = 0; i < count; ++i) {
        const int number = static_cast<int>(3 - count + i);
        dumps.push_back({fmt::to_string(number), real_dump(dump, number, plan.details[i])});
      }
      const Analysis analysis = analyze(question, dumps);
      check_tree(analysis.tree, analysis.summary.counted);
      check_same_rows(rows_of(analysis.tree), read_rows(expected));
    }
  }
  CHECK(compared == 37 + 18 + 15);
}
