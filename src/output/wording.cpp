// SPDX-License-Identifier: MIT
// Wording of names and numbers in the picture and the reports.
#include "output/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/sizes.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/report.h"

namespace heapgraph {
namespace {

constexpr std::size_t most_holders = 3;  // that are named

/// First words of a picture or report.
struct Words {
  std::string_view something;
  std::string_view nothing;
};

/// Words by `Measure`.
constexpr std::array<Words, measures.size()> words_by_measure = {
    {{"new", "nothing new"},
     {"new and grown", "nothing is new, and nothing grew"},
     {"freed", "nothing freed"},
     {"alive", "nothing alive"}}};

/// Words for two heaps that are compared by path.
constexpr Words words_of_change = {"changed", "no difference"};

/// Words for a series, in which objects that came and went do not count.
constexpr Words words_of_staying = {"new and still there", "nothing new is still there"};
constexpr Words words_of_staying_growth = {"new or grown, and still so",
                                           "nothing new is still there, and nothing grew and stayed so"};

const Words& words_of(const Result& result) {
  if (result.analysis.compares_paths()) return words_of_change;
  if (result.analysis.stays && result.analysis.measure == Measure::added) return words_of_staying;
  if (result.analysis.stays && result.analysis.measure == Measure::growth) return words_of_staying_growth;
  return words_by_measure[static_cast<std::size_t>(result.analysis.measure)];
}

}  // namespace

std::string objects_in_words(std::uint64_t count) {
  return fmt::format("{} object{}", group_digits(count), count == 1 ? "" : "s");
}

std::string in_bytes_and_objects(const Cost& cost) {
  return fmt::format("{} bytes in {}", group_digits(cost.bytes), objects_in_words(cost.objects));
}

std::string_view nothing_counted(const Result& result) {
  const bool differs = result.analysis.compares_paths() && !result.analysis.tree.root().total.is_nothing();
  return differs ? "no difference in bytes" : words_of(result).nothing;
}

namespace {

std::string with_sign(std::int64_t number) {
  return fmt::format("{}{}", number < 0 ? "-" : "+",
                     group_digits(static_cast<std::uint64_t>(std::abs(number))));
}

/// Total of a comparison by path in words.
std::string changed_text(const Result& result) {
  const std::span<const Cost> series = result.analysis.columns.series.total_of(NodeId::root);
  const std::uint64_t total = result.analysis.tree.root().total.bytes;
  const std::uint64_t more = result.analysis.columns.more.whole();
  const Change change = change_of(series);
  return fmt::format("{} bytes and {} objects: from {} to {} bytes, with {} more and {} less",
                     with_sign(change.bytes), with_sign(change.objects), group_digits(series.front().bytes),
                     group_digits(series.back().bytes), group_digits(more), group_digits(total - more));
}

}  // namespace

namespace {

/// Between which numbers the truth lies, if that is not about the number itself: " (at least 5,376: the
/// addresses of 7,952 were in OLD too)". Numbers are bytes, then objects.
std::string range_text(const Summary& summary) {
  constexpr std::uint64_t parts_of_whole = 100;
  const std::uint64_t negligible = (summary.added.bytes + summary.grown.bytes) / parts_of_whole;
  std::vector<std::string> parts;
  if (summary.decided_new.bytes > negligible) {
    const bool is_one = summary.decided_new.objects == 1;
    parts.push_back(fmt::format("at least {}: the address{} of {} {} in OLD too",
                                group_digits(summary.least_new.bytes), is_one ? "" : "es",
                                group_digits(summary.decided_new.objects), is_one ? "was" : "were"));
  }
  if (summary.most_new.bytes - summary.added.bytes > negligible) {
    const std::uint64_t kept = summary.most_new.objects - summary.added.objects;
    parts.push_back(fmt::format("at most {}: {} more at {} of OLD may be new",
                                group_digits(summary.most_new.bytes), group_digits(kept),
                                kept == 1 ? "an address" : "addresses"));
  }
  return parts.empty() ? std::string() : fmt::format(" ({})", fmt::join(parts, "; "));
}

/// What of the new objects no root reaches: ", of which no root reaches 12 in 1 object".
std::string unreached_text(const Summary& summary) {
  if (summary.unreached_new.is_nothing()) return {};
  return fmt::format(", of which no root reaches {} in {}", group_digits(summary.unreached_new.bytes),
                     objects_in_words(summary.unreached_new.objects));
}

std::string new_text(const Summary& summary) {
  if (summary.added.is_nothing()) return "nothing new" + range_text(summary);
  return fmt::format("{} new in {}{}{}", group_digits(summary.added.bytes),
                     objects_in_words(summary.added.objects), range_text(summary), unreached_text(summary));
}

/// Thing in the number that a count needs.
std::string plural(std::uint64_t count, std::string_view thing) {
  const std::string_view ending = count == 1 ? "" : thing.ends_with('s') ? "es" : "s";
  return fmt::format("{}{}", thing, ending);
}

/// Growth of kept objects: "32,768 by which 3 kept tables grew".
std::string grown_text(const Result& result) {
  const Summary& summary = result.analysis.summary;
  const std::string which =
      summary.grown_type
          ? fmt::format("kept {}", (*result.analysis.tree.vocabulary)[*summary.grown_type].name)
          : "kept object";
  return fmt::format("{} by which {} {} grew", group_digits(summary.grown.bytes),
                     group_digits(summary.grown.objects), plural(summary.grown.objects, which));
}

/// What was freed, and the change of the whole heap, unless it is what the words before say.
std::string net_text(const Result& result) {
  const Summary& summary = result.analysis.summary;
  const std::uint64_t total = result.analysis.tree.root().total.bytes;
  if (summary.net_bytes == static_cast<std::int64_t>(total)) return {};
  const std::string net = "net " + with_sign(summary.net_bytes);
  if (summary.freed.is_nothing()) return "; " + net;
  return fmt::format("; -{} freed in {}: {}", group_digits(summary.freed.bytes),
                     objects_in_words(summary.freed.objects), net);
}

/// Total under `Measure::growth`, in its parts.
std::string growth_text(const Result& result) {
  const Summary& summary = result.analysis.summary;
  const std::uint64_t total = result.analysis.tree.root().total.bytes;
  std::string text = fmt::format("+{} bytes{}: {}", group_digits(total),
                                 result.analysis.stays ? " that stay" : "", new_text(summary));
  if (!summary.grown.is_nothing()) text += ", " + grown_text(result);
  return text + net_text(result);
}

}  // namespace

std::string counted_text(const Result& result) {
  const Cost& total = result.analysis.tree.root().total;
  const Summary& summary = result.analysis.summary;
  const Measure measure = result.analysis.measure;
  const Words& words = words_of(result);
  if (total.is_nothing()) {
    const bool counts_new = measure == Measure::added || measure == Measure::growth;
    if (result.analysis.compares_paths() || !counts_new) return std::string(words.nothing);
    return std::string(words.nothing) + range_text(summary) + net_text(result);
  }
  if (result.analysis.compares_paths()) return changed_text(result);
  if (measure == Measure::growth) return growth_text(result);
  std::string text = fmt::format("{}: {}", words.something, in_bytes_and_objects(total));
  if (measure == Measure::live) return text;
  if (measure == Measure::added) text += range_text(summary) + unreached_text(summary);
  return text +
         fmt::format(", {} of the {} bytes that the roots {}", percentage(total.bytes, summary.reached.bytes),
                     group_digits(summary.reached.bytes), measure == Measure::freed ? "reached" : "reach");
}

std::uint64_t hanging_count(const Site& site) {
  return site.entries != 0 ? site.entries : site.links;
}

std::string address_text(std::uint64_t address) {
  return fmt::format("0x{:x}", address);
}

std::vector<std::optional<std::size_t>> shown_dumps(std::size_t dumps) {
  constexpr std::size_t most = 6;
  constexpr std::size_t before_gap = 2;
  constexpr std::size_t after_gap = most - 1 - before_gap;
  std::vector<std::optional<std::size_t>> shown;
  for (std::size_t i = 0; i < dumps; ++i) {
    const bool is_in_gap = dumps > most && i >= before_gap && i + after_gap < dumps;
    if (!is_in_gap) shown.emplace_back(i);
    if (is_in_gap && i == before_gap) shown.emplace_back(std::nullopt);
  }
  return shown;
}

std::string series_in_words(std::span<const Cost> series) {
  std::vector<std::string> parts;
  for (const std::optional<std::size_t> dump : shown_dumps(series.size())) {
    parts.push_back(dump ? group_digits(series[*dump].bytes) : "…");
  }
  const std::string words = fmt::format("alive {}", fmt::join(parts, " → "));
  const std::optional<std::uint64_t> slope = slope_of(series);
  return slope && series.size() > 2 ? fmt::format("{}, +{} a dump", words, group_digits(*slope)) : words;
}

std::string other_holders_of(const Site& site) {
  if (site.also_held_by.empty()) return {};
  std::vector<std::string> names;
  for (const std::string& place : site.also_held_by) {
    if (names.size() == most_holders) break;
    names.push_back(escape_unprintable(place));
  }
  const std::size_t others = site.also_held_by.size() - names.size();
  if (others != 0) names.push_back(fmt::format("{} more", group_digits(others)));
  const std::string last = std::move(names.back());
  names.pop_back();
  const std::string list = names.empty() ? last : fmt::format("{} and {}", fmt::join(names, ", "), last);
  const bool is_one = site.also_held_by.size() == 1;
  return fmt::format("also held by {}; cutting {} frees {}", list, is_one ? "both" : "all of them",
                     size_for_people(site.frees_with_others_bytes));
}

}  // namespace heapgraph
