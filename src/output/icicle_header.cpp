// SPDX-License-Identifier: MIT
// Header of the picture: title, summary and legend.
#include "output/icicle_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "assets/assets.h"
#include "base/text.h"
#include "heap/vocabulary.h"
#include "output/icicle_style.h"
#include "output/wording.h"
#include "output/xml.h"

namespace heapgraph {
namespace {

using namespace icicle;

constexpr std::uint32_t title_baseline = 26;
constexpr std::uint32_t summary_baseline = 46;
constexpr std::uint32_t legend_top = 39;  // for a summary without lines
constexpr std::uint32_t gap_in_legend = 14;
constexpr std::string_view growth_colour = "#CCCCCC";

std::vector<std::string> summary_of(const Result& result) {
  std::vector<std::string> summary = {counted_text(result)};
  const Cost& unreached = result.analysis.summary.unreached;
  if (unreached.objects != 0) {
    summary.push_back(fmt::format("no root reaches {}", in_bytes_and_objects(unreached)));
  }
  return summary;
}

/// Explanation of what a width means, and of the signs in the legend.
std::string how_to_read(const Result& result) {
  std::string text =
      "Each frame is a name on the way from the roots of the heap to its objects. It is as wide as ";
  if (result.analysis.compares_paths()) {
    text +=
        "the bytes by which it and all below hold more or less than before: + only more, − only less, ± "
        "both, with a bar as long as the part that is more";
  } else if (result.analysis.stays && result.analysis.measure != Measure::live &&
             result.analysis.measure != Measure::freed) {
    text +=
        "the bytes there and below that came between the first two dumps and are there in all the others; "
        "↗ stands where each dump holds more than the one before";
  } else {
    text += "the bytes held there and below";
  }
  return text +
         "; its children stand under it, the widest first. A wide frame with only narrow ones below it, or "
         "none, is where the bytes are.\n";
}

}  // namespace

void write_line(TextSink& sink, std::uint32_t width, std::uint32_t x, std::uint32_t y,
                std::string_view text) {
  const std::uint32_t space = width > x + margin ? width - x - margin : 0;
  sink.print("<text x=\"{}\" y=\"{}\">{}</text>\n", x, y,
             escaped_xml(shorten_in_the_middle(text, cells_in(space, cell_width))));
}

IcicleHeader::IcicleHeader(const Result& result)
    : result_(result), width_(result.picture.width), summary_(summary_of(result)) {
  const auto add_lines = [&](std::string_view statement) {
    for (std::string& line : broken_lines(statement, cells_in(width_ - 2 * margin, cell_width))) {
      lines_.push_back(std::move(line));
    }
  };
  if (result.analysis.findings) verdict_ = result.analysis.findings->verdict;
  add_lines(verdict_);
  verdict_lines_ = lines_.size();
  for (const std::string& statement : summary_) add_lines(statement);
  add_entries();
  place_entries();
}

std::string IcicleHeader::description() const {
  return fmt::format("{}{}{}", verdict_, verdict_.empty() ? "" : "\n", fmt::join(summary_, "; "));
}

std::uint32_t IcicleHeader::height() const {
  return legend_.back().y + swatch + row_height;
}

void IcicleHeader::write(TextSink& sink) const {
  sink.write("<g data-part=\"header\">\n");
  sink.print(
      "<text x=\"{}\" y=\"{}\" font-size=\"17\">{}</text>\n", margin, title_baseline,
      escaped_xml(shorten_printable(result_.picture.title, cells_in(width_ - 2 * margin, title_cell_width))));
  std::uint32_t y = summary_baseline;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (i == 0 && verdict_lines_ != 0) sink.write("<g font-weight=\"bold\">\n");
    write_line(sink, width_, margin, y, lines_[i]);
    if (i + 1 == verdict_lines_) sink.write("</g>\n");
    y += row_height;
  }
  sink.write("<g data-part=\"legend\">\n");
  for (const Entry& entry : legend_) {
    if (!entry.colour.empty()) {
      sink.print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>", entry.x, entry.y, swatch,
                 swatch, entry.colour);
    }
    if (entry.has_bar) {
      sink.print("<path stroke=\"#000\" stroke-width=\"2\" d=\"M{} {}h{}\"/>", entry.x, entry.y + swatch - 2,
                 swatch);
    }
    write_line(sink, width_, entry.x + text_offset(entry), entry.y + swatch, entry.text);
  }
  sink.write("</g>\n</g>\n");
}

std::string IcicleHeader::help() const {
  return how_to_read(result_) + std::string(assets::help_txt());
}

std::uint32_t IcicleHeader::text_offset(const Entry& entry) {
  return entry.colour.empty() ? 0 : swatch + 5;
}

/// Entries with a colour come first, in the order in which the script counts them.
void IcicleHeader::add_entries() {
  const bool is_compared = result_.analysis.compares_paths();
  const bool is_by_name = result_.picture.colors == Colors::name;
  std::vector<std::string> texts;
  if (is_by_name) texts.emplace_back("one colour for each name; a colour may stand for several");
  std::vector<ColourMeaning> meanings(direction_colours.begin(), direction_colours.end());
  if (!is_compared) {
    meanings.clear();
    for (const ColourInfo& colour : result_.analysis.tree.vocabulary->colours) {
      meanings.push_back({colour.colour, colour.name});
    }
  }
  for (const ColourMeaning& meaning : meanings) {
    if (!is_by_name) {
      legend_.push_back({std::string(meaning.colour), std::string(meaning.name)});
    } else if (is_compared) {
      texts.emplace_back(meaning.name);  // frames show the signs in any colours
    }
  }
  if (result_.analysis.columns.bar().whole() != 0) {
    legend_.push_back({std::string(growth_colour),
                       is_compared ? "bar: the part of the change that is more"
                                   : "bar: the part by which kept objects grew; ↑ holds them",
                       true});
  }
  if (result_.analysis.stays) {
    texts.emplace_back("↗ behind a name: each dump holds more there than the one before");
  }
  for (const std::string& text : texts) {
    // The dot separates a text without a colour from the entry before it.
    legend_.push_back({{}, (legend_.empty() ? "" : "· ") + text});
  }
}

/// Places the entries side by side, on as many lines as the width needs.
void IcicleHeader::place_entries() {
  std::uint32_t x = margin;
  std::uint32_t y = legend_top + static_cast<std::uint32_t>(lines_.size()) * row_height;
  for (Entry& entry : legend_) {
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
