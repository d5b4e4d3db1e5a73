// SPDX-License-Identifier: MIT
// Legend and notices of the picture.
#include "output/icicle_legend.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/text.h"
#include "heap/vocabulary.h"
#include "output/icicle_header.h"
#include "output/icicle_style.h"

namespace heapgraph {
namespace {

using namespace icicle;

constexpr std::uint32_t gap_above = 6;
constexpr std::uint32_t gap_in_legend = 14;
constexpr std::string_view growth_colour = "#CCCCCC";

/// What the last colour stands for besides the types that have no colour: frames that lie on a path to what
/// counts, but hold nothing of it themselves.
std::string meaning_of_last(std::string_view name, Measure measure) {
  if (measure == Measure::live) return std::string(name);
  return fmt::format("{}, or {}", name,
                     measure == Measure::freed ? "nothing freed itself" : "nothing new itself");
}

std::uint32_t text_offset(const LegendEntry& entry) {
  return entry.colour.empty() ? 0 : swatch + 5;
}

}  // namespace

IcicleLegend::IcicleLegend(const Result& result) : width_(result.picture.width) {
  const Analysis& analysis = result.analysis;
  place(legend_entries({*analysis.tree.vocabulary, analysis.measure, result.picture.colors == Colors::name,
                        analysis.compares_paths(), analysis.columns.bar().whole() != 0,
                        analysis.stays.has_value()}));
  for (const Notice& notice : analysis.notices) {
    for (std::string& line :
         broken_lines(notice.text, cells_in(std::int64_t{width_ - 2 * margin} * 10, cell_width))) {
      notices_.push_back(std::move(line));
    }
  }
  height_ =
      gap_above + entries_.back().y + row_height + static_cast<std::uint32_t>(notices_.size()) * row_height;
}

void IcicleLegend::write(TextSink& sink, std::uint32_t top) const {
  sink.write("<g data-part=\"legend\">\n");
  top += gap_above;
  for (const auto& [entry, x, below] : entries_) {
    const std::uint32_t y = top + below;
    if (!entry.colour.empty()) {
      sink.print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#777\"/>", x, y,
                 swatch, swatch, entry.colour);
    }
    if (entry.has_bar) {
      sink.print("<path stroke=\"#000\" stroke-width=\"2\" d=\"M{} {}h{}\"/>", x, y + swatch - 2, swatch);
    }
    write_line(sink, width_, x + text_offset(entry), y + swatch, entry.text);
  }
  sink.write("</g>\n");
  if (notices_.empty()) return;
  sink.write("<g data-part=\"notices\">\n");
  std::uint32_t y = top + entries_.back().y + row_height + swatch;
  for (const std::string& line : notices_) {
    write_line(sink, width_, margin, y, line);
    y += row_height;
  }
  sink.write("</g>\n");
}

/// Places the entries side by side, on as many lines as the width needs.
void IcicleLegend::place(std::vector<LegendEntry> entries) {
  std::uint32_t x = margin;
  std::uint32_t y = 0;
  for (LegendEntry& entry : entries) {
    const auto text_width =
        static_cast<std::uint32_t>(static_cast<std::int64_t>(display_width(entry.text)) * cell_width / 10);
    const std::uint32_t needed = text_offset(entry) + text_width;
    if (x != margin && x + needed > width_ - margin) {
      x = margin;
      y += row_height;
    }
    entries_.push_back({std::move(entry), x, y});
    x += needed + gap_in_legend;
  }
}

std::vector<LegendEntry> legend_entries(const LegendFacts& facts) {
  std::vector<LegendEntry> entries;
  std::vector<std::string> texts;
  if (facts.is_by_name) texts.emplace_back("one colour for each name; a colour may stand for several");
  if (facts.is_compared) {
    for (const ColourMeaning& meaning : direction_colours) {
      if (facts.is_by_name) {
        texts.emplace_back(meaning.name);  // frames show the signs in any colours
      } else {
        entries.push_back({std::string(meaning.colour), std::string(meaning.name)});
      }
    }
  } else if (!facts.is_by_name) {
    for (const ColourInfo& colour : facts.vocabulary.colours) {
      entries.push_back({std::string(colour.colour), std::string(colour.name)});
    }
    entries.back().text = meaning_of_last(entries.back().text, facts.measure);
  }
  if (facts.has_bars) {
    entries.push_back({std::string(growth_colour),
                       facts.is_compared ? "bar: the part of the change that is more"
                                         : "bar: growth of old objects; ↑ holds such objects",
                       true});
  }
  if (facts.is_series) {
    texts.emplace_back(
        "↗ behind a name: each dump holds more there than the one before, and no frame below has half of "
        "that");
  }
  for (const std::string& text : texts) {
    // The dot separates a text without a colour from the entry before it.
    entries.push_back({{}, (entries.empty() ? "" : "· ") + text});
  }
  return entries;
}

}  // namespace heapgraph
