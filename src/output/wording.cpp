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
#include <vector>

#include "base/text.h"

namespace heapgraph {
namespace {

/// Limit for a name: a heap may have a name of megabytes on each of its nodes.
constexpr std::size_t longest_name = 16384;  // in character cells

/// First words of a picture or report.
struct Words {
  std::string_view something;
  std::string_view nothing;
};

/// Words by `Measure`.
constexpr std::array<Words, measures.size()> words_by_measure = {{{"new", "nothing new"},
                                                                  {"new and grown", "nothing grew"},
                                                                  {"freed", "nothing freed"},
                                                                  {"alive", "nothing alive"}}};

/// Words for two heaps that are compared by path.
constexpr Words words_of_change = {"changed", "no difference"};

/// Words for a series, in which objects that came and went do not count.
constexpr Words words_of_staying = {"new and still there", "nothing new is still there"};
constexpr Words words_of_staying_growth = {"new or grown, and still so", "nothing grew and stayed so"};

const Words& words_of(const Result& result) {
  if (result.analysis.compares_paths()) return words_of_change;
  if (result.analysis.stays && result.analysis.measure == Measure::added) return words_of_staying;
  if (result.analysis.stays && result.analysis.measure == Measure::growth) return words_of_staying_growth;
  return words_by_measure[static_cast<std::size_t>(result.analysis.measure)];
}

}  // namespace

std::string shown_name(std::string_view name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (is_plain && !name.empty() && name.size() <= longest_name) return std::string(name);
  return name.empty() ? "\"\"" : shorten_in_the_middle(escape_unprintable(name), longest_name);
}

std::string shown_path(const std::vector<std::string>& names) {
  std::string path;
  for (const std::string& name : names) {
    if (&name != &names.front()) path += '/';
    path += shown_name(name);
  }
  return path;
}

std::string in_bytes_and_objects(const Cost& cost) {
  return fmt::format("{} bytes in {} objects", group_digits(cost.bytes), group_digits(cost.objects));
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

std::string counted_text(const Result& result) {
  const Cost& total = result.analysis.tree.root().total;
  const Words& words = words_of(result);
  if (total.is_nothing()) return std::string(words.nothing);
  if (result.analysis.compares_paths()) return changed_text(result);
  std::string text = fmt::format("{}: {}", words.something, in_bytes_and_objects(total));
  if (result.analysis.measure == Measure::live) return text;
  const std::uint64_t reached = result.analysis.summary.reached.bytes;
  return text + fmt::format(", {} of the {} bytes that the roots {}", percentage(total.bytes, reached),
                            group_digits(reached),
                            result.analysis.measure == Measure::freed ? "reached" : "reach");
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

}  // namespace heapgraph
