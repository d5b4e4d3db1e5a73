// SPDX-License-Identifier: MIT
// Sections on heaps whose nodes are compared: a series of dumps, or two dumps by path.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/sizes.h"
#include "base/text.h"
#include "heapgraph/report.h"
#include "output/sections.h"
#include "output/wording.h"
#include "tree/path_pattern.h"

namespace heapgraph {
namespace {

/// Adds a column for each dump that is shown, and one for the gap.
template <class CellOf>
void add_dumps(std::vector<std::string>& cells, std::size_t dumps, const CellOf& cell_of) {
  for (const std::optional<std::size_t> dump : shown_dumps(dumps)) {
    cells.push_back(dump ? cell_of(*dump) : "…");
  }
}

std::vector<std::string> series_row(std::span<const Cost> series, std::string name) {
  const std::optional<std::uint64_t> slope = slope_of(series);
  std::vector<std::string> row = {slope ? fmt::format("+{}", size_for_people(*slope)) : std::string()};
  add_dumps(row, series.size(), [&](std::size_t i) { return size_for_people(series[i].bytes); });
  row.push_back(std::move(name));
  return row;
}

Section series_table(std::string title, std::size_t dumps) {
  Section section;
  section.title = std::move(title);
  section.has_names_in_rows = section.has_names_in_lines = true;
  section.columns = {"slope"};
  add_dumps(section.columns, dumps, [](std::size_t i) { return fmt::to_string(i + 1); });
  section.columns.emplace_back("path");
  return section;
}

std::string with_sign(std::int64_t number, const std::string& words) {
  return fmt::format("{}{}", number < 0 ? "-" : number > 0 ? "+" : "", words);
}

std::string number_with_sign(std::int64_t number) {
  return with_sign(number, group_digits(static_cast<std::uint64_t>(std::abs(number))));
}

/// True if a table before it shows a place that grows.
bool is_above(const Result& result, const GrowingPath& growing) {
  if (!result.analysis.findings) {
    const std::vector<Leak>& leaks = result.analysis.report->leaks;
    return std::any_of(leaks.begin(), leaks.end(),
                       [&](const Leak& leak) { return leak.path == growing.path; });
  }
  const std::vector<Site>& sites = result.analysis.findings->sites;
  return std::any_of(sites.begin(), sites.end(), [&](const Site& site) {
    const std::optional<PathPattern> pattern = PathPattern::parse(site.path);
    return pattern && pattern->matches(growing.path);
  });
}

/// Numbers of the dumps: "1 is a.json, 2 is b.json".
std::string numbered_dumps(const Report& report) {
  std::vector<std::string> parts;
  for (const std::optional<std::size_t> dump : shown_dumps(report.dumps.size())) {
    parts.push_back(dump ? fmt::format("{} is {}", *dump + 1, escape_unprintable(report.dumps[*dump].file))
                         : "…");
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::vector<Section> series_sections(const Result& result) {
  const Report& report = *result.analysis.report;
  const std::size_t dumps = result.analysis.columns.series.heaps;
  Section places = series_table("All that is alive there, dump by dump", dumps);
  places.opening.push_back(numbered_dumps(report) +
                           "; the slope says by how much a dump, where each holds more than the last");
  places.rows.push_back(series_row(result.analysis.columns.series.total_of(NodeId::root), "in all"));
  for (const Leak& leak : report.leaks) {
    places.rows.push_back(series_row(leak.series, path_cell(leak.path, leak.repeats)));
  }
  Section growing = series_table("What else grows in every interval", dumps);
  for (const GrowingPath& path : report.growing) {
    if (!is_above(result, path)) {
      growing.rows.push_back(series_row(path.series, path_cell(path.path, path.repeats)));
    }
  }
  if (result.analysis.findings) {
    if (growing.rows.empty()) return {};
    growing.opening = std::move(places.opening);
    growing.is_detail = true;
    return {std::move(growing)};
  }
  if (growing.rows.empty()) return {std::move(places)};
  return {std::move(places), std::move(growing)};
}

std::string bytes_with_sign(std::int64_t bytes) {
  return with_sign(bytes, size_for_people(static_cast<std::uint64_t>(std::abs(bytes))));
}

std::vector<std::string> change_cells(std::span<const Cost> before_and_after) {
  const Change change = change_of(before_and_after);
  return {bytes_with_sign(change.bytes), size_for_people(before_and_after.front().bytes),
          size_for_people(before_and_after.back().bytes), number_with_sign(change.objects)};
}

Section changes_section(const Result& result) {
  Section section;
  section.title = "Where most of the change is";
  section.columns.assign(change_columns.begin(), change_columns.end());
  section.columns.emplace_back("path");
  section.has_names_in_rows = true;
  Change elsewhere = change_of(result.analysis.columns.series.total_of(NodeId::root));
  for (const Leak& leak : result.analysis.report->leaks) {
    const Change change = change_of(leak.series);
    elsewhere.bytes -= change.bytes;
    elsewhere.objects -= change.objects;
    section.rows.push_back(change_cells(leak.series));
    section.rows.back().push_back(path_cell(leak.path, leak.repeats));
    if (leak.is_known) section.rows.back().back() += ", which is known";
  }
  if (elsewhere != Change{} && !section.rows.empty()) {
    section.rows.push_back(
        {bytes_with_sign(elsewhere.bytes), "", "", number_with_sign(elsewhere.objects), "elsewhere"});
  }
  return section;
}

std::vector<std::vector<std::string>> rows_of_changes(const Result& result) {
  const std::span<const Cost> series = result.analysis.columns.series.total_of(NodeId::root);
  const std::uint64_t total = result.analysis.tree.root().total.bytes;
  const std::uint64_t more = result.analysis.columns.more.whole();
  const auto bytes = [](std::string_view sign, std::uint64_t number) {
    return fmt::format("{}{}", sign, group_digits(number));
  };
  return {{bytes("", series.front().bytes), group_digits(series.front().objects),
           "reached from the roots in OLD"},
          {bytes("+", more), "", "by which nodes hold more"},
          {bytes("-", total - more), "", "by which nodes hold less"},
          {bytes("=", series.back().bytes), group_digits(series.back().objects),
           "reached from the roots in NEW"}};
}

}  // namespace heapgraph
