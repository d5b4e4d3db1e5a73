// SPDX-License-Identifier: MIT
// Fuzz target that reads any bytes as a budget file. Either it gives an `Error` of one line, or a budget
// that can be updated and read again.
#include <string>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "fuzz/invariants.h"
#include "fuzz/scratch_folder.h"
#include "heapgraph/budget.h"

using namespace heapgraph;
using namespace heapgraph::fuzz;

namespace {

/// Report in which everything limited holds the same amount.
LimitReport report_of(const Budget& budget) {
  LimitReport report;
  for (const Limit& limit : budget.limits) {
    LimitResult result;
    result.limit = limit;
    result.measured = {1000, 10};
    if (limit.growth) result.growth = -5;
    if (limit.bytes) result.checks.push_back({"bytes", false, 1000, *limit.bytes});
    if (limit.objects) result.checks.push_back({"objects", false, 10, *limit.objects});
    if (limit.growth) result.checks.push_back({"growth", true, -5, *limit.growth});
    report.results.push_back(result);
  }
  return report;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ScratchFolder folder;
  try {
    const std::string path = folder.write("budget", {reinterpret_cast<const char*>(data), size});
    const Budget budget = load_budget(path);
    const std::string updated = updated_budget(path, report_of(budget), 10).text;
    const Budget again = load_budget(folder.write("budget", updated));
    require(again.limits.size() == budget.limits.size(), "an update keeps the limits");
    require(again.ignored.size() == budget.ignored.size(), "an update keeps what is ignored");
    for (std::size_t i = 0; i < again.limits.size(); ++i) {
      require(again.limits[i].key == budget.limits[i].key, "an update keeps what is limited");
      require(!again.limits[i].bytes || again.limits[i].bytes >= 1100U, "an update leaves the headroom");
      require(again.limits[i].optional == budget.limits[i].optional, "an update keeps what is optional");
      require(!again.limits[i].growth || again.limits[i].growth == 0U, "a limit on growth is not below 0");
    }
  } catch (const Error& error) {
    check_error(error);
  }
  return 0;
}
