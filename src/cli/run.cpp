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
#include "cli/warnings.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "heapgraph/report.h"

namespace heapgraph {
namespace {

/// A dump can often not be made again.
void refuse_to_overwrite(const std::string& output, const std::string& dump) {
  std::error_code ignored;
  if (std::filesystem::equivalent(output, dump, ignored)) {
    throw Error(FilePlace{output}, "is one of the dumps, which the output would replace",
                "give -o another name");
  }
}

Matching matching_of(const Options& options, const Snapshot& old, const Snapshot& snapshot) {
  return options.identity == Identity::verified ? match_verified(snapshot, old, options.follow_weak)
                                                : match_by_address(snapshot, old);
}

CostOf cost_of_difference(Measure measure, const Snapshot& old, const Snapshot& snapshot,
                          const Matching& matching) {
  switch (measure) {
    case Measure::growth:
      return cost_of_growth(snapshot, old, matching);
    case Measure::freed:
      return cost_of_freed(old, matching);
    case Measure::live:
      return cost_of_live(snapshot);
    default:
      return cost_of_new(snapshot, matching);
  }
}

/// What is counted, where, and in which dumps.
struct Counted {
  const Snapshot& snapshot;  ///< whose objects are placed
  const Placement& placement;
  const CostOf& cost_of;
  const Matching& matching;
};

Report report_of(const Options& options, const std::optional<Snapshot>& old, const Snapshot& snapshot,
                 const Counted& counted) {
  Report report;
  report.identity = options.identity;
  report.fresh = facts_of(snapshot, input_name(options.new_dump));
  report.breakdown = break_down(counted.snapshot, counted.placement, counted.cost_of);
  if (!old) return report;
  report.old = facts_of(*old, input_name(*options.old_dump));
  const bool is_placed = &counted.snapshot == &snapshot;
  report.difference = difference_of(
      snapshot, is_placed ? counted.placement : place_by_first_path(snapshot, options.follow_weak), *old,
      counted.matching, options.follow_weak);
  return report;
}

int run_phases(const Options& options, std::ostream& messages, ProgressLine& progress_line,
               Progress& progress) {
  const bool to_stdout = options.output.empty() || options.output == "-";
  const bool to_terminal = to_stdout && stdout_is_terminal();
  // A person at a terminal wants to read.
  const bool chooses_text = to_terminal && options.format == nullptr;
  const Format& format = options.format != nullptr ? *options.format
                         : chooses_text            ? *format_by_name("text")
                                                   : format_for_file(options.output);
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
    // Of OLD the addresses are enough unless something walks it.
    const bool walks_old =
        options.identity == Identity::verified || options.measure == Measure::freed || format.needs_report;
    std::tie(old, loaded) = load_pair(*options.old_dump, options.new_dump,
                                      walks_old ? LoadDetail::full : LoadDetail::addresses, load);
  }

  // From here on the snapshots are immutable, and nothing more is read.
  clock.begin("walk", progress.bytes_read);
  progress_line.begin("walking");
  const Measure measure = options.measure.value_or(old ? Measure::fresh : Measure::live);
  // What was freed has its place in OLD.
  const Snapshot& snapshot = measure == Measure::freed ? *old : *loaded;
  // What counts and where it sits do not depend on each other.
  const std::launch policy = load.threads == 1 ? std::launch::deferred : std::launch::async;
  Matching matching;
  std::future<CostOf> counting = std::async(policy, [&] {
    const bool compares = old && (measure != Measure::live || format.needs_report);
    if (!compares) return cost_of_live(snapshot);
    matching = matching_of(options, *old, *loaded);
    return cost_of_difference(measure, *old, *loaded, matching);
  });
  const Placement by_path = place_by_first_path(snapshot, options.follow_weak);
  const CostOf cost_of = counting.get();
  clock.begin("tree");
  std::future<Summary> adding_up = std::async(policy, [&] { return summarize(by_path, snapshot, cost_of); });
  const Tree tree = options.split == Split::none
                        ? build_tree(by_path, snapshot, cost_of)
                        : build_tree(split_by_category(by_path, snapshot, options.split), snapshot, cost_of);
  const Summary summary = adding_up.get();
  std::optional<Report> report;
  if (format.needs_report) {
    report = report_of(options, old, *loaded, {snapshot, by_path, cost_of, matching});
  }

  // From here on there is a result, and only writing it can fail.
  clock.begin("write");
  progress_line.begin("writing");
  OutputFile output(options.output);
  TextOptions text = options.text;
  text.has_colours = to_terminal && !prefers_no_colour();
  format.write(output.stream(), {tree, summary, measure, options.picture, text, report ? &*report : nullptr});
  output.commit();

  progress_line.finish();
  if (old) warn_of_damage(*old, *options.old_dump, messages);
  warn_of_damage(*loaded, options.new_dump, messages);
  if (old) {
    warn_of_arguments(*old, *loaded, messages);
    const bool hides_reuse = options.identity == Identity::address && measure != Measure::live;
    if (hides_reuse) {
      warn_of_reuse({*old, *loaded, matching}, report ? &*report->difference : nullptr, messages);
    }
  }
  if (options.stats) clock.print(messages);
  if (chooses_text) messages << "heapgraph: for the picture: -o out.svg\n";
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
