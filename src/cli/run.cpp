// SPDX-License-Identifier: MIT
// The program's main road: dumps in, a result out.
#include "cli/run.h"

#include <fmt/format.h>

#include <filesystem>
#include <future>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "base/input.h"
#include "base/output_file.h"
#include "base/platform.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "cli/progress_line.h"
#include "cli/stats.h"
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
  say(report.raw_names, "names written raw (repaired)");
  say(report.broken_classes, "broken classes (repaired)");
  say(report.missing_values, "vectors without a value");
  say(report.unreadable_lines, "unreadable lines (left out)");
  say(report.dangling, "references to no object");
  say(report.unknown_types, "objects of unknown type");
  say(report.duplicates, "objects at an address already taken");
  if (parts.empty()) return;
  std::string place;
  if (report.first_column != 0) {
    place = fmt::format("; first {}:{}: {}", report.first_line, report.first_column, report.first_problem);
  }
  messages << fmt::format("heapgraph: warning: {}: {}{}\n", visible(input_name(path)), fmt::join(parts, ", "),
                          place);
}

/// A dump can often not be made again.
void refuse_to_overwrite(const std::string& output, const std::string& dump) {
  std::error_code ignored;
  if (std::filesystem::equivalent(output, dump, ignored)) {
    throw Error(FilePlace{output}, "is one of the dumps, which the output would replace",
                "give -o another name");
  }
}

int run_phases(const Options& options, std::ostream& messages, ProgressLine& progress_line,
               Progress& progress) {
  const Format& format = options.format != nullptr ? *options.format : format_for_file(options.output);
  const bool to_stdout = options.output.empty() || options.output == "-";
  if (to_stdout && options.format == nullptr && stdout_is_terminal()) {
    throw Error("the picture is no text for a terminal",
                "write it to a file with -o out.svg, or choose a format with -f");
  }
  if (!to_stdout) {
    if (options.old_dump) refuse_to_overwrite(options.output, *options.old_dump);
    refuse_to_overwrite(options.output, options.new_dump);
  }

  PhaseClock clock;
  clock.begin("read");
  LoadOptions load = options.load;
  load.progress = &progress;
  std::optional<Snapshot> old;
  std::optional<Snapshot> loaded;
  if (!options.old_dump) {
    loaded = load_snapshot(options.new_dump, load);
  } else {
    std::tie(old, loaded) = load_pair(*options.old_dump, options.new_dump, LoadDetail::addresses, load);
  }
  const Snapshot& snapshot = *loaded;

  // From here on the snapshots are immutable, and nothing more is read.
  clock.begin("walk", progress.bytes_read);
  progress_line.begin("walking");
  const Measure measure = options.measure.value_or(old ? Measure::fresh : Measure::live);
  // What counts and where it sits do not depend on each other.
  std::future<CostOf> counting = std::async(
      load.threads == 1 ? std::launch::deferred : std::launch::async,
      [&] { return measure == Measure::fresh ? cost_of_new(snapshot, *old) : cost_of_live(snapshot); });
  const Placement by_path = place_by_first_path(snapshot, options.follow_weak);
  const CostOf cost_of = counting.get();
  clock.begin("tree");
  const Summary summary = summarize(by_path, snapshot, cost_of);
  const Tree tree = options.split == Split::none
                        ? build_tree(by_path, snapshot, cost_of)
                        : build_tree(split_by_category(by_path, snapshot, options.split), snapshot, cost_of);

  // From here on there is a result, and only writing it can fail.
  clock.begin("write");
  progress_line.begin("writing");
  OutputFile output(options.output);
  format.write(output.stream(), {tree, summary, measure, options.picture});
  output.commit();

  progress_line.finish();
  if (old) warn_of_damage(*old, *options.old_dump, messages);
  warn_of_damage(snapshot, options.new_dump, messages);
  if (options.stats) clock.print(messages);
  return exit_done;
}

}  // namespace

int run(const Options& options, std::ostream& messages) {
  Progress progress;
  // Also an error takes the progress line away before it is said.
  ProgressLine progress_line(progress);
  return run_phases(options, messages, progress_line, progress);
}

}  // namespace heapgraph
