// SPDX-License-Identifier: MIT
// Main path of the program, from dumps to a written result.
#include "cli/run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "analyze/match_series.h"
#include "analyze/run_analysis.h"
#include "base/output_file.h"
#include "base/scheduler.h"
#include "base/text.h"
#include "cli/exit_codes.h"
#include "cli/outputs.h"
#include "cli/progress_line.h"
#include "cli/stats.h"
#include "heap/vocabulary.h"
#include "heapgraph/analyze.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "limits/limit_words.h"
#include "runtimes/load.h"

namespace heapgraph {
namespace {

/// The limits of the command line come last, so that an updated file keeps its order.
Budget budget_of(const Options& options) {
  Budget budget;
  if (options.budget) budget = load_budget(*options.budget);
  if (options.known) budget.known = load_known(*options.known);
  budget.limits.insert(budget.limits.end(), options.limits.begin(), options.limits.end());
  for (const Limit& limit : budget.limits) {
    if (limit.growth && options.dumps.size() < 2) {
      throw Error(FilePlace{*options.budget}, "limits growth, which needs two dumps", "give OLD and NEW");
    }
  }
  return budget;
}

Question question_of(const Options& options, const std::vector<Target>& targets) {
  Question question = options.question;
  question.budget = budget_of(options);
  for (const Target& target : targets) ask_for(question, *target.format);
  question.rows = options.text.top;
  return question;
}

/// Writes the notices that are meant.
template <class IsMeant>
void tell(const std::vector<Notice>& notices, const IsMeant& is_meant, std::ostream& messages) {
  for (const Notice& notice : notices) {
    if (!is_meant(notice)) continue;
    const std::string_view what = notice.kind == Notice::Kind::limit_exceeded        ? "limit exceeded"
                                  : notice.kind == Notice::Kind::limit_without_match ? "limit not checked"
                                                                                     : "warning";
    messages << fmt::format("heapgraph: {}: {}\n", what, escape_unprintable(notice.text));
  }
}

/// Throws an Error if the dumps have no such table as `--by` asks for.
void check_table(const Options& options, const Vocabulary& vocabulary) {
  const std::string& key = options.text.by;
  if (key.empty() || vocabulary.grouping(key) != nullptr) return;
  std::vector<std::string_view> keys;
  for (const Grouping& grouping : vocabulary.groupings) keys.push_back(grouping.key);
  throw Error(fmt::format("--by {}: {} has no such table", key, vocabulary.phrases.dump),
              fmt::format("it has {}", fmt::join(keys, ", ")));
}

/// Updates the budget file. Returns a line for each limit that was raised or lowered.
std::string update_budget(const Options& options, const LimitReport& limits) {
  const UpdatedBudget updated = updated_budget(*options.budget, limits, options.headroom);
  OutputFile file(*options.budget);
  file.stream() << updated.text;
  file.commit();
  std::string lines;
  for (const BudgetChange& change : updated.changes) {
    lines += fmt::format("heapgraph: {}: {}\n", escape_unprintable(*options.budget), change_in_words(change));
  }
  return lines;
}

int run_phases(const Options& options, std::ostream& messages, ProgressLine& progress_line,
               Progress& progress) {
  const std::vector<Target> targets = targets_of(options);
  const Question question = question_of(options, targets);
  const Plan plan = plan_for(question, options.dumps.size());
  Scheduler scheduler(options.load.threads);

  PhaseClock clock;
  clock.begin("read");
  LoadOptions load = options.load;
  load.progress = &progress;
  load.distances = question.lists_objects;
  std::vector<Dump> dumps;
  SeriesInTheMaking series(question, plan, scheduler);
  if (plan.is_series) {
    load_in_turn(options.dumps, plan.details, load, scheduler,
                 [&](std::shared_ptr<const Dump> dump) { series.add(std::move(dump)); });
  } else {
    dumps = load_dumps(options.dumps, plan.details, load, scheduler);
  }

  // From here on, the snapshots are immutable and nothing more is read.
  std::uint64_t bytes_of_last = progress.bytes_read;
  progress_line.begin("walking");
  const auto begin_phase = [&](const char* phase) { clock.begin(phase, std::exchange(bytes_of_last, 0)); };
  const Analysis analysis = plan.is_series ? run_analysis(question, plan, series, scheduler, begin_phase)
                                           : run_analysis(question, plan, dumps, scheduler, begin_phase);

  check_table(options, *analysis.tree.vocabulary);

  // From here on, there is a result, and only writing it can fail.
  clock.begin("write");
  progress_line.begin("writing");
  write_results(options, targets, analysis);
  std::string budget_lines;
  if (options.update_budget && analysis.limits) budget_lines = update_budget(options, *analysis.limits);

  progress_line.finish();
  tell(
      analysis.notices, [](const Notice& notice) { return !notice.is_about_limits(); }, messages);
  if (options.budget && question.budget.limits.size() == options.limits.size()) {
    messages << fmt::format("heapgraph: warning: {} limits nothing\n", escape_unprintable(*options.budget));
  }
  if (options.stats) clock.print(messages);
  const bool is_read_there = targets.size() == 1 && targets.front().is_terminal &&
                             options.format == nullptr && !options.question.why;
  if (is_read_there) messages << "heapgraph: for the picture: -o out.svg\n";
  messages << budget_lines;
  const auto is_about_limits = [&](const Notice& notice) {
    const bool is_mended = options.update_budget && notice.kind == Notice::Kind::limit_exceeded;
    return notice.is_about_limits() && !is_mended;
  };
  tell(analysis.notices, is_about_limits, messages);
  const bool is_over = analysis.limits && !analysis.limits->is_kept() && !options.update_budget;
  return is_over ? exit_limit_exceeded : exit_done;
}

}  // namespace

int run(const Options& options, std::ostream& messages) {
  Progress progress;
  // The destructor erases the line also after an error, before the error is printed.
  ProgressLine progress_line(progress);
  return run_phases(options, messages, progress_line, progress);
}

}  // namespace heapgraph
