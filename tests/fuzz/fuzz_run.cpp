// SPDX-License-Identifier: MIT
// Fuzz target that takes any bytes as dumps, all the way to every format: sums close, and nothing breaks.
// The first byte chooses the options. Byte 0xff, which no text contains, separates dumps.
#include <algorithm>
#include <cstdlib>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/fuzz_target.h"
#include "heapgraph/analyze.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// Budget with a limit of every kind, and something to ignore.
Budget budget_for(std::size_t dumps) {
  Budget budget;
  Limit path;
  path.of = LimitOf::path;
  path.key = "**";
  std::vector<Limit> limits = {Limit{}, path};
  for (const std::string_view group : {"type", "category", "userdata"}) {
    limits.emplace_back();
    limits.back().of = LimitOf::group;
    limits.back().group = group;
    limits.back().key = "table";
  }
  for (Limit& limit : limits) {
    limit.bytes = limit.objects = 0;
    if (dumps > 1) limit.growth = 0;
    budget.limits.push_back(std::move(limit));
  }
  budget.ignored.push_back({"*/*/**", "some", ""});
  return budget;
}

void check(const Analysis& analysis, const Snapshot& snapshot) {
  const Summary& summary = analysis.summary;
  require(summary.reached.objects + summary.unreached.objects == snapshot.object_count());
  require(analysis.tree.root().total == summary.counted);
  if (analysis.report->difference) {
    const Difference& d = *analysis.report->difference;
    require(d.old_reached.bytes + d.added.bytes + d.grown.bytes + d.newly_reached.bytes ==
            d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes);
    if (analysis.stays) require(analysis.stays->staying.bytes + analysis.stays->later.bytes == d.added.bytes);
  }
  // Every byte of the whole is on some path.
  const Change whole = analysis.limits->results[0].measured;
  require(whole == analysis.limits->results[1].measured);
  if (analysis.columns.series.empty()) return;
  for (std::size_t i = 0; i < analysis.tree.nodes.size(); ++i) {
    const std::span<const Cost> series = analysis.columns.series.total_of(static_cast<NodeId>(i));
    const std::uint64_t total = analysis.tree.nodes[i].total.bytes;
    if (analysis.compares_paths()) {
      require(series.back().bytes + total == series.front().bytes + 2 * analysis.columns.more.total[i]);
    } else {
      require(total <= std::max(series.front().bytes, series.back().bytes));
    }
  }
}

/// Analyses one dump, two dumps, or a series. Two with an empty text behind them are compared by path.
void run(const std::vector<std::string_view>& texts, unsigned choices) {
  LoadOptions load;
  load.threads = 1;
  Question question;
  question.follow_weak = (choices & 1U) != 0;
  question.split = static_cast<Split>(choices / 2 % 3);
  question.compatible = choices % 5 == 0;
  question.tree = (choices & 64U) != 0 ? TreeKind::dominators : TreeKind::paths;
  const bool is_by_path = texts.size() == 3 && texts.back().empty();
  std::vector<Dump> dumps;
  if (question.compatible) load.detail = LoadDetail::listed;
  for (std::size_t i = 0; i < texts.size() - (is_by_path ? 1 : 0); ++i) {
    const std::string name = "dump " + std::to_string(i);
    dumps.push_back({name, parse_snapshot(texts[i], name, load)});
  }
  if (dumps.size() > 1) {
    question.identity = identities[choices / 8 % identities.size()];
    if (is_by_path) {
      question.match = MatchBy::path;
    } else {
      question.measure = measures[choices / 16 % measures.size()];
    }
  }
  if ((choices & 128U) != 0 && !is_by_path) question.why = "**";

  // The question asks for everything that any format needs.
  question.budget = budget_for(dumps.size());
  question.report = question.sites = question.folds = question.retained = true;
  const Analysis analysis = analyze(question, dumps, {.threads = 1, .begin_phase = {}});
  check(analysis, question.measure == Measure::freed ? dumps.front().snapshot : dumps.back().snapshot);
  for (const Format& writer : formats()) {
    std::ostringstream out;
    writer.write(out, result_of(analysis));
    require(out.good());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most_dumps = 5;
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::vector<std::string_view> texts;
  while (texts.size() < most_dumps) {
    const std::size_t end = rest.find('\xff');
    texts.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  try {
    run(texts, data[0]);
  } catch (const Error&) {
    return 0;
  }
  return 0;
}
