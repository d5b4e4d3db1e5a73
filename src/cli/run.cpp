// SPDX-License-Identifier: MIT
// The program's main road: dumps in, a result out.
#include "cli/run.h"

#include <fmt/format.h>

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/platform.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"

namespace heapgraph {
namespace {

/// One line if reading passed something over.
void warn_of_damage(const Snapshot& snapshot, const std::string& path, std::ostream& messages) {
  const LoadReport& report = snapshot.report();
  std::vector<std::string> parts;
  const auto say = [&](std::uint64_t count, std::string_view what) {
    if (count != 0) parts.push_back(fmt::format("{} {}", group_digits(count), what));
  };
  say(report.dangling, "references to no object");
  say(report.unknown_types, "objects of unknown type");
  say(report.duplicates, "objects at an address already taken");
  if (parts.empty()) return;
  messages << fmt::format("heapgraph: warning: {}: passed over {}\n", visible(input_name(path)),
                          fmt::join(parts, ", "));
}

}  // namespace

int run(const Options& options, std::ostream& messages) {
  const Format& format = options.format != nullptr ? *options.format : format_for_file(options.output);
  const bool to_stdout = options.output.empty() || options.output == "-";
  if (to_stdout && options.format == nullptr && stdout_is_terminal()) {
    throw Error("the picture is no text for a terminal",
                "write it to a file with -o out.svg, or choose a format with -f");
  }

  std::optional<Snapshot> old;
  if (!options.old_dump.empty()) old = load_snapshot(options.old_dump);
  const Snapshot snapshot = load_snapshot(options.new_dump);
  if (old) warn_of_damage(*old, options.old_dump, messages);
  warn_of_damage(snapshot, options.new_dump, messages);

  // From here on the snapshots are immutable, and nothing more is read.
  const Measure measure = options.measure.value_or(old ? Measure::fresh : Measure::live);
  const CostOf cost_of = measure == Measure::fresh ? cost_of_new(snapshot, *old) : cost_of_live(snapshot);
  const Placement by_path = place_by_first_path(snapshot, options.follow_weak);
  const Summary summary = summarize(by_path, snapshot, cost_of);
  const Tree tree = build_tree(split_by_category(by_path, snapshot, options.split), snapshot, cost_of);

  // From here on there is a result, and only writing it can fail.
  OutputFile output(options.output);
  format.write(output.stream(), {tree, summary, measure, options.picture});
  output.commit();
  return exit_done;
}

}  // namespace heapgraph
