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
#include "heapgraph/tree.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void run(std::string_view old_text, std::string_view new_text, unsigned choices) {
  LoadOptions options;
  options.threads = 1;
  const Snapshot snapshot = parse_snapshot(new_text, "new", options);
  options.detail = LoadDetail::addresses;
  const bool has_old = !old_text.empty();
  const CostOf cost =
      has_old ? cost_of_new(snapshot, parse_snapshot(old_text, "old", options)) : cost_of_live(snapshot);
  const Placement by_path = place_by_first_path(snapshot, (choices & 1U) != 0);
  const Summary summary = summarize(by_path, snapshot, cost);
  require(summary.reached.objects + summary.unreached.objects == snapshot.object_count());
  const auto split = static_cast<Split>(choices / 2 % 3);
  const Tree tree = build_tree(split_by_category(by_path, snapshot, split), snapshot, cost);
  require(tree.root().total == summary.counted);
  for (const Format& format : formats()) {
    std::ostringstream out;
    format.write(out, {tree, summary, has_old ? Measure::fresh : Measure::live, PictureOptions{}});
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
