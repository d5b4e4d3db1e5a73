// SPDX-License-Identifier: MIT
// Any bytes as two dumps, all the way to every format: totals close, and nothing breaks. The first byte
// chooses the options; byte 0xff, which is in no text, stands between the dumps.
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "heapgraph/report.h"
#include "heapgraph/tree.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void run(std::string_view old_text, std::string_view new_text, unsigned choices) {
  LoadOptions options;
  options.threads = 1;
  const Snapshot loaded = parse_snapshot(new_text, "new", options);
  const bool has_old = !old_text.empty();
  const Snapshot old = parse_snapshot(has_old ? old_text : new_text, "old", options);
  const bool follow_weak = (choices & 1U) != 0;
  const Matching by_address = match_by_address(loaded, old);
  const Matching verified = match_verified(loaded, old, follow_weak);
  const Matching& matching = (choices & 8U) != 0 ? verified : by_address;
  const auto measure = has_old ? static_cast<Measure>(choices / 16 % 4) : Measure::live;
  const Snapshot& snapshot = measure == Measure::freed ? old : loaded;
  const CostOf cost = measure == Measure::fresh    ? cost_of_new(loaded, matching)
                      : measure == Measure::growth ? cost_of_growth(loaded, old, matching)
                      : measure == Measure::freed  ? cost_of_freed(old, matching)
                                                   : cost_of_live(loaded);
  const Placement by_path = place_by_first_path(snapshot, follow_weak);
  const Summary summary = summarize(by_path, snapshot, cost);
  require(summary.reached.objects + summary.unreached.objects == snapshot.object_count());
  const auto split = static_cast<Split>(choices / 2 % 3);
  const Tree tree = build_tree(split_by_category(by_path, snapshot, split), snapshot, cost);
  require(tree.root().total == summary.counted);

  Report report;
  report.fresh = facts_of(loaded, "new");
  report.breakdown = break_down(snapshot, by_path, cost);
  if (has_old) {
    report.old = facts_of(old, "old");
    report.difference =
        difference_of(loaded, place_by_first_path(loaded, follow_weak), old, matching, follow_weak);
    const Difference& d = *report.difference;
    require(d.old_reached.bytes + d.fresh.bytes + d.grown.bytes + d.newly_reached.bytes ==
            d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes);
  }
  for (const Format& format : formats()) {
    std::ostringstream out;
    format.write(out, {tree, summary, measure, PictureOptions{}, TextOptions{}, &report});
    require(out.good());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t middle = text.find('\xff');
  try {
    if (middle == std::string_view::npos) {
      run({}, text, data[0]);
    } else {
      run(text.substr(0, middle), text.substr(middle + 1), data[0]);
    }
  } catch (const Error&) {
    return 0;
  }
  return 0;
}
