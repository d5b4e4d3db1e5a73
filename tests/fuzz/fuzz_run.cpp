// SPDX-License-Identifier: MIT
// Any bytes as two dumps, all the way to every format: totals close, and nothing breaks. The first byte
// chooses the options; byte 0xff, which is in no text, stands between the dumps.
#include <cstdlib>
#include <sstream>
#include <string_view>

#include "fuzz/fuzz_target.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void run(std::string_view old_text, std::string_view new_text, unsigned choices) {
  LoadOptions load;
  load.threads = 1;
  Question question;
  question.follow_weak = (choices & 1U) != 0;
  question.split = static_cast<Split>(choices / 2 % 3);
  question.tree = (choices & 64U) != 0 ? TreeKind::dominators : TreeKind::paths;
  Dumps dumps;
  dumps.fresh = parse_snapshot(new_text, "new", load);
  if (!old_text.empty()) {
    dumps.old = parse_snapshot(old_text, "old", load);
    question.identity = (choices & 8U) != 0 ? Identity::verified : Identity::address;
    question.measure = measures[choices / 16 % measures.size()];
  }
  const Snapshot& snapshot = question.measure == Measure::freed ? *dumps.old : *dumps.fresh;
  if ((choices & 128U) != 0) question.why = "**";

  // Everything that any format needs.
  const Wanted wanted = {.report = true, .retained = true, .threads = 1};
  const Analysis analysis = analyze(question, wanted, {}, dumps, [](const char*) {});
  const Summary& summary = analysis.summary;
  require(summary.reached.objects + summary.unreached.objects == snapshot.object_count());
  require(analysis.tree.root().total == summary.counted);
  if (analysis.report->difference) {
    const Difference& d = *analysis.report->difference;
    require(d.old_reached.bytes + d.fresh.bytes + d.grown.bytes + d.newly_reached.bytes ==
            d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes);
  }
  for (const Format& writer : formats()) {
    std::ostringstream out;
    writer.write(out, result_of(analysis));
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
