// SPDX-License-Identifier: MIT
// Any bytes as dumps, all the way to every format: totals close, and nothing breaks. The first byte chooses
// the options; byte 0xff, which is in no text, stands between the dumps.
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
#include "heapgraph/error.h"
#include "heapgraph/limits.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"

using namespace heapgraph;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// Of every kind of limit one, with something ignored.
Budget budget_for(const Dumps& dumps) {
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
    if (dumps.old) limit.growth = 0;
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
    require(d.old_reached.bytes + d.fresh.bytes + d.grown.bytes + d.newly_reached.bytes ==
            d.reached.bytes + d.shrunk.bytes + d.freed.bytes + d.no_longer_reached.bytes);
    if (analysis.stays) require(analysis.stays->staying.bytes + analysis.stays->later.bytes == d.fresh.bytes);
  }
  // Everything of the whole is on some path.
  const Change whole = analysis.limits->results[0].measured;
  require(whole == analysis.limits->results[1].measured);
  for (std::size_t i = 0; analysis.series && i < analysis.tree.nodes.size(); ++i) {
    const std::span<const Cost> series = analysis.series->total_of(static_cast<NodeId>(i));
    const Cost& total = analysis.tree.nodes[i].total;
    if (analysis.measure == Measure::difference) {
      require(series.back().bytes + total.bytes == series.front().bytes + 2 * total.grown);
    } else {
      require(total.bytes <= std::max(series.front().bytes, series.back().bytes));
    }
  }
}

/// One dump, two, or a series; two and nothing behind them are compared by path.
void run(const std::vector<std::string_view>& texts, unsigned choices) {
  LoadOptions load;
  load.threads = 1;
  Question question;
  question.follow_weak = (choices & 1U) != 0;
  question.split = static_cast<Split>(choices / 2 % 3);
  question.tree = (choices & 64U) != 0 ? TreeKind::dominators : TreeKind::paths;
  const bool is_by_path = texts.size() == 3 && texts.back().empty();
  Dumps dumps;
  std::vector<Snapshot> all;
  for (std::size_t i = 0; i < texts.size() - (is_by_path ? 1 : 0); ++i) {
    dumps.names.push_back("dump " + std::to_string(i));
    all.push_back(parse_snapshot(texts[i], dumps.names.back(), load));
  }
  dumps.fresh = std::move(all.back());
  all.pop_back();
  if (!all.empty()) {
    dumps.old = std::move(all.front());
    all.erase(all.begin());
    dumps.between = std::move(all);
    question.identity = (choices & 8U) != 0 ? Identity::verified : Identity::address;
    if (is_by_path) {
      question.match = MatchBy::path;
    } else {
      question.measure = measures[choices / 16 % measures.size()];
    }
  }
  if ((choices & 128U) != 0 && !is_by_path) question.why = "**";

  // Everything that any format needs.
  const Wanted wanted = {.report = true, .retained = true, .threads = 1};
  const Analysis analysis = analyze(question, wanted, budget_for(dumps), dumps, [](const char*) {});
  check(analysis, question.measure == Measure::freed ? *dumps.old : *dumps.fresh);
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
