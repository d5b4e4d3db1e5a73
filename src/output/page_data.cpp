// SPDX-License-Identifier: MIT
// The data of the explorer's page as JSON.
#include "output/page_data.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/exploration.h"
#include "base/json_list.h"
#include "base/json_text.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "heapgraph/report.h"
#include "output/icicle_legend.h"
#include "output/icicle_style.h"
#include "output/packed_text.h"
#include "output/page_objects.h"
#include "output/picture_facts.h"
#include "output/sections.h"
#include "tree/fold_tree.h"

namespace heapgraph {
namespace {

/// Most rows of a table; the page has more room than a report.
constexpr std::uint32_t most_rows = 1000;

/// What the page has besides the keys of the picture, for its help.
constexpr std::string_view help_of_page =
    "Measure, Tree\tother trees of the same answer, each of them whole\n"
    "heading of a table\tsort by this column; again: the other way\n"
    "text in a table\tshow it in the graph\n"
    "CSV\tsave all rows of a table\n";

std::string printable_as_json(std::string_view text) {
  return quoted_as_json(escape_unprintable(text));
}

// Tables of the report.

std::string cell_as_json(const Cell& cell) {
  if (!cell.number) return printable_as_json(cell.text);
  return fmt::format("[{},{}]", quoted_as_json(cell.text), *cell.number);
}

std::string row_as_json(const Row& row) {
  return list_as_json(row, cell_as_json);
}

std::string texts_as_json(const std::vector<std::string>& texts) {
  return list_as_json(texts, printable_as_json);
}

/// Name of a section that people look for.
std::string_view region_of(const Section& section) {
  switch (section.kind) {
    case SectionKind::limits:
      return "Limits";
    case SectionKind::why:
      return "Why";
    case SectionKind::sites:
      return "Sites";
    case SectionKind::breakdown:
      if (section.grouping->by == GroupBy::type) return "Types";
      if (section.grouping->by == GroupBy::code) return "Functions";
      return section.title;
    default:
      return section.title;
  }
}

std::string section_as_json(const Section& section) {
  return fmt::format(
      R"({{"region":{},"title":{},"opening":{},"lines":{},"columns":{},"texts":{},"rows":{},"notes":{},"rest":{},"leftOut":{}}})",
      quoted_as_json(region_of(section)), printable_as_json(section.title), texts_as_json(section.opening),
      texts_as_json(section.lines), texts_as_json(section.columns), section.texts,
      list_as_json(section.rows, row_as_json), list_as_json(section.notes, texts_as_json),
      row_as_json(section.rest), section.left_out);
}

std::string sections_as_json(Result result) {
  result.text.by.clear();
  result.text.top = std::max(result.text.top, most_rows);
  return list_as_json(all_sections(result), section_as_json);
}

// Trees.

std::string tree_as_json(const ExploredTree& tree) {
  const std::string objects =
      fmt::format("[{},{}]", differences_as_json(tree.objects_end), differences_as_json(tree.objects));
  return fmt::format(
      R"({{"shown":"{}","kind":"{}","split":{},"columns":"{}","folded":"{}","unfolded":{},"objects":"{}"}})",
      name_of(tree.shown), name_of(tree.kind), tree.is_split, tree.columns, packed_text(tree.table),
      tree.unfolded_table.empty() ? "null" : fmt::format("\"{}\"", packed_text(tree.unfolded_table)),
      packed_text(objects));
}

std::string_view words_for(Explored shown, const Analysis& analysis) {
  switch (shown) {
    case Explored::growth:
      if (analysis.measure == Measure::added) return "new";
      return analysis.stays ? "came and stayed" : "new + growth";
    case Explored::freed:
      return "freed";
    case Explored::live:
      return "alive";
    default:
      return "change";
  }
}

/// What trees can show.
std::string shown_as_json(const Analysis& analysis) {
  std::vector<std::string> entries;
  for (const ExploredTree& tree : analysis.exploration->trees) {
    const std::string key = fmt::format("\"{}\":", name_of(tree.shown));
    const bool is_known = std::any_of(entries.begin(), entries.end(),
                                      [&](const std::string& entry) { return entry.starts_with(key); });
    if (is_known) continue;
    const Measure measure = tree.shown == Explored::freed  ? Measure::freed
                            : tree.shown == Explored::live ? Measure::live
                                                           : Measure::growth;
    const LegendFacts facts = {*analysis.tree.vocabulary,      measure,       false,
                               tree.shown == Explored::change, tree.has_bars, analysis.stays.has_value()};
    const auto entry_as_json = [](const LegendEntry& entry) {
      return fmt::format("[{},{}]", quoted_as_json(entry.colour), quoted_as_json(entry.text));
    };
    entries.push_back(fmt::format(R"({}{{"words":"{}","legend":{}}})", key, words_for(tree.shown, analysis),
                                  list_as_json(legend_entries(facts), entry_as_json)));
  }
  return fmt::format("{{{}}}", fmt::join(entries, ","));
}

std::string colours_as_json(const Vocabulary& vocabulary) {
  const auto colour = [](const auto& meaning) { return quoted_as_json(meaning.colour); };
  return fmt::format("[{},{}]", list_as_json(vocabulary.colours, colour),
                     list_as_json(icicle::direction_colours, colour));
}

/// Sites, each in the first tree that has its node, and the positions of these trees.
std::string sites_as_json(const Analysis& analysis) {
  const std::vector<ExploredTree>& trees = analysis.exploration->trees;
  std::vector<std::size_t> trees_of_sites;
  const auto in_tree_with_node = [&](const Site& site) {
    for (std::size_t i = 0; i < trees.size(); ++i) {
      // Only paths are where sites are, and a level by category would stand before them.
      if (i != 0 && (trees[i].kind != TreeKind::paths || trees[i].is_split)) continue;
      std::optional<std::string> found = site_as_json(analysis, site, trees[i].folded->tree);
      if (!found) continue;
      trees_of_sites.push_back(i);
      return std::move(*found);
    }
    trees_of_sites.push_back(0);
    return std::string("null");
  };
  const std::string sites = list_as_json(analysis.findings->sites, in_tree_with_node);
  return fmt::format(R"("sites":{},"treesOfSites":[{}])", sites, fmt::join(trees_of_sites, ","));
}

std::string series_as_json(const std::vector<Site>& sites) {
  if (sites.empty() || sites.front().series.empty()) return "[]";
  return list_as_json(sites,
                      [](const Site& site) { return fmt::format("[{}]", fmt::join(site.series, ",")); });
}

/// JSON that cannot end the element that it stands in.
std::string for_script(std::string json) {
  for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at)) {
    json.replace(at, 1, "\\u003c");
  }
  return json;
}

}  // namespace

std::string page_data(const Result& result, const IcicleHeader& header) {
  const Analysis& analysis = result.analysis;
  const Exploration& exploration = *analysis.exploration;
  const Vocabulary& vocabulary = *analysis.tree.vocabulary;
  const auto placed_as_json = [](const PlacedObject& placed) {
    return fmt::format("[{},{}]", placed.object, placed.node);
  };
  return for_script(fmt::format(
      R"({{{},"help":{},"dumps":{},"colours":{},"shown":{},"sections":"{}",{},"series":{},"identifiers":"{}","heap":"{}","oldHeap":"{}","retainingMost":{},"trees":{}}})",
      head_as_json(result, header), quoted_as_json(header.help() + std::string(help_of_page)),
      texts_as_json(analysis.dumps), colours_as_json(vocabulary), shown_as_json(analysis),
      packed_text(sections_as_json(result)), sites_as_json(analysis),
      series_as_json(analysis.findings->sites),
      vocabulary.identifiers == Identifiers::addresses ? "addresses" : "numbers",
      packed_text(heap_as_json(exploration.heap)), packed_text(heap_as_json(exploration.old_heap)),
      list_as_json(exploration.retaining_most, placed_as_json),
      list_as_json(exploration.trees, tree_as_json)));
}

}  // namespace heapgraph
