// SPDX-License-Identifier: MIT
// The program's main road: dumps in, a result out.
#include "cli/run.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "analyze/place.h"
#include "base/input.h"
#include "base/output_file.h"
#include "base/platform.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "cli/progress_line.h"
#include "cli/stats.h"
#include "cli/warnings.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"

namespace heapgraph {
namespace {

/// A dump can often not be made again.
void refuse_to_overwrite(const std::string& output, const std::string& dump) {
  std::error_code ignored;
  if (std::filesystem::equivalent(to_path(output), to_path(dump), ignored)) {
    throw Error(FilePlace{output}, "is one of the dumps, which the output would replace",
                "give -o another name");
  }
}

/// What was asked for, or else what serves best.
const Format& format_for(const Options& options, bool to_terminal) {
  const Format* const of_file = format_by_extension(options.output);
  const Format& format = options.format != nullptr ? *options.format
                         : of_file != nullptr      ? *of_file
                         : options.question.why || to_terminal
                             ? *format_by_name("text")  // for a person to read
                             : formats().front();
  if (options.question.why && !format.needs_report) {
    throw Error(fmt::format("--why has its answer in a report, and {} is none", format.name),
                "choose -f text, markdown or json");
  }
  return format;
}

/// Those of the command line come last, so that an updated file keeps its order.
Budget budget_of(const Options& options) {
  Budget budget;
  if (options.budget) budget = load_budget(*options.budget);
  if (options.known) budget.known = load_known(*options.known);
  budget.limits.insert(budget.limits.end(), options.limits.begin(), options.limits.end());
  for (const Limit& limit : budget.limits) {
    if (limit.growth && !options.old_dump) {
      throw Error(FilePlace{*options.budget}, "limits growth, which needs two dumps", "give OLD and NEW");
    }
  }
  return budget;
}

/// Of OLD the addresses are enough unless something walks it.
Dumps read_dumps(const Options& options, bool walks_old, Progress& progress) {
  LoadOptions load = options.load;
  load.progress = &progress;
  Dumps dumps;
  const std::vector<std::string> paths = options.dumps();
  for (const std::string& path : paths) dumps.names.push_back(input_name(path));
  if (!options.old_dump) {
    dumps.fresh = load_snapshot(options.new_dump, load);
  } else if (options.between.empty()) {
    std::tie(dumps.old, dumps.fresh) = load_pair(*options.old_dump, options.new_dump,
                                                 walks_old ? LoadDetail::full : LoadDetail::addresses, load);
  } else {
    std::vector<Snapshot> all = load_all(paths, load);
    dumps.fresh = std::move(all.back());
    all.pop_back();
    dumps.old = std::move(all.front());
    all.erase(all.begin());
    dumps.between = std::move(all);
  }
  return dumps;
}

void warn(const Options& options, const Dumps& dumps, const Analysis& analysis, std::ostream& messages) {
  const std::vector<const Snapshot*> all = all_of(dumps);
  for (std::size_t i = 0; i < all.size(); ++i) warn_of_damage(*all[i], dumps.names[i], messages);
  warn_of_garbage(analysis.summary,
                  analysis.measure == Measure::freed ? dumps.names.front() : dumps.names.back(), messages);
  if (!dumps.old || options.question.match == MatchBy::path) return;
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!share_a_root(*dumps.old, *all[i])) {
      tell_two_processes(dumps.names.front(), dumps.names[i], messages);
      return;
    }
  }
  warn_of_swapping(*dumps.old, *dumps.fresh, messages);
  if (options.question.identity == Identity::verified || analysis.measure == Measure::live) return;
  if (analysis.stays) {
    if (analysis.measure != Measure::freed) warn_of_unconfirmed(*analysis.stays, messages);
  } else {
    warn_of_reuse({*dumps.old, *dumps.fresh, analysis.matching},
                  analysis.report ? &*analysis.report->difference : nullptr, messages);
  }
}

int run_phases(const Options& options, std::ostream& messages, ProgressLine& progress_line,
               Progress& progress) {
  const bool to_stdout = options.output.empty() || options.output == "-";
  const bool to_terminal = to_stdout && stdout_is_terminal();
  const Format& format = format_for(options, to_terminal);
  if (!to_stdout) {
    for (const std::string& dump : options.dumps()) refuse_to_overwrite(options.output, dump);
  }

  const Budget budget = budget_of(options);
  const Wanted wanted = {format.needs_report, format.shows_retained, options.text.top, options.load.threads};
  PhaseClock clock;
  clock.begin("read");
  const Dumps dumps = read_dumps(options, walks_old(options.question, wanted, budget), progress);

  // From here on the snapshots are immutable, and nothing more is read.
  std::uint64_t bytes_of_last = progress.bytes_read;
  progress_line.begin("walking");
  const Analysis analysis = analyze(options.question, wanted, budget, dumps, [&](const char* phase) {
    clock.begin(phase, std::exchange(bytes_of_last, 0));
  });

  // From here on there is a result, and only writing it can fail.
  clock.begin("write");
  progress_line.begin("writing");
  OutputFile output(options.output);
  TextOptions text = options.text;
  text.has_colours = to_terminal && !prefers_no_colour();
  const Result result = result_of(analysis, options.picture, text);
  format.write(output.stream(), result);
  output.commit();
  if (options.update_budget && analysis.limits) {
    OutputFile file(*options.budget);
    file.stream() << updated_budget(*options.budget, *analysis.limits, options.headroom);
    file.commit();
  }

  progress_line.finish();
  warn(options, dumps, analysis, messages);
  if (options.budget && budget.limits.size() == options.limits.size()) {
    messages << fmt::format("heapgraph: warning: {} limits nothing\n", escape_unprintable(*options.budget));
  }
  if (options.stats) clock.print(messages);
  const bool is_read_there = to_terminal && options.format == nullptr && !options.question.why;
  if (is_read_there) messages << "heapgraph: for the picture: -o out.svg\n";
  if (!analysis.limits) return exit_done;
  tell_limits(*analysis.limits, messages);
  return analysis.limits->exceeded() != 0 && !options.update_budget ? exit_limit_exceeded : exit_done;
}

}  // namespace

int run(const Options& options, std::ostream& messages) {
  Progress progress;
  // Also an error takes the progress line away before it is said.
  ProgressLine progress_line(progress);
  return run_phases(options, messages, progress_line, progress);
}

}  // namespace heapgraph
