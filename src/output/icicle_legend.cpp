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
  return fmt::format(
      "{}, or {}", name,
      measure == Measure::freed ? "not freed, on the way to what was" : "not new, on the way to what is");
}

}  // namespace

IcicleLegend::IcicleLegend(const Result& result) : result_(result), width_(result.picture.width) {
  add_entries();
  place_entries();
  for (const Notice& notice : result.analysis.notices) {
    for (std::string& line : broken_lines(notice.text, cells_in(width_ - 2 * margin, cell_width))) {
      notices_.push_back(std::move(line));
    }
  }
  height_ =
      gap_above + entries_.back().y + row_height + static_cast<std::uint32_t>(notices_.size()) * row_height;
}

void IcicleLegend::write(TextSink& sink, std::uint32_t top) const {
  sink.write("<g data-part=\"legend\">\n");
  top += gap_above;
  for (const Entry& entry : entries_) {
    const std::uint32_t y = top + entry.y;
    if (!entry.colour.empty()) {
      sink.print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#777\"/>", entry.x,
                 y, swatch, swatch, entry.colour);
    }
    if (entry.has_bar) {
      sink.print("<path stroke=\"#000\" stroke-width=\"2\" d=\"M{} {}h{}\"/>", entry.x, y + swatch - 2,
                 swatch);
    }
    write_line(sink, width_, entry.x + text_offset(entry), y + swatch, entry.text);
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

std::uint32_t IcicleLegend::text_offset(const Entry& entry) {
  return entry.colour.empty() ? 0 : swatch + 5;
}

/// Entries with a colour come first, in the order in which the script counts them.
void IcicleLegend::add_entries() {
  const bool is_compared = result_.analysis.compares_paths();
  const bool is_by_name = result_.picture.colors == Colors::name;
  std::vector<std::string> texts;
  if (is_by_name) texts.emplace_back("one colour for each name; a colour may stand for several");
  if (is_compared) {
    for (const ColourMeaning& meaning : direction_colours) {
      if (is_by_name) {
        texts.emplace_back(meaning.name);  // frames show the signs in any colours
      } else {
        entries_.push_back({std::string(meaning.colour), std::string(meaning.name)});
      }
    }
  } else if (!is_by_name) {
    for (const ColourInfo& colour : result_.analysis.tree.vocabulary->colours) {
      entries_.push_back({std::string(colour.colour), std::string(colour.name)});
    }
    entries_.back().text = meaning_of_last(entries_.back().text, result_.analysis.measure);
  }
  if (result_.analysis.columns.bar().whole() != 0) {
    entries_.push_back({std::string(growth_colour),
                        is_compared ? "bar: the part of the change that is more"
                                    : "bar: the part by which kept objects grew; ↑ holds them",
                        true});
  }
  if (result_.analysis.stays) {
    texts.emplace_back(
        "↗ behind a name: each dump holds more there than the one before, and no frame below has half of "
        "that");
  }
  for (const std::string& text : texts) {
    // The dot separates a text without a colour from the entry before it.
    entries_.push_back({{}, (entries_.empty() ? "" : "· ") + text});
  }
}

/// Places the entries side by side, on as many lines as the width needs.
void IcicleLegend::place_entries() {
  std::uint32_t x = margin;
  std::uint32_t y = 0;
  for (Entry& entry : entries_) {
    const auto text_width =
        static_cast<std::uint32_t>(static_cast<double>(display_width(entry.text)) * cell_width);
    const std::uint32_t needed = text_offset(entry) + text_width;
    if (x != margin && x + needed > width_ - margin) {
      x = margin;
      y += row_height;
    }
    entry.x = x;
    entry.y = y;
    x += needed + gap_in_legend;
  }
}

}  // namespace heapgraph
