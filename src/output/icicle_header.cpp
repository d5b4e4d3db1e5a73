// SPDX-License-Identifier: MIT
// Head of the picture: title, verdict, what was counted, and the dumps that it was counted in.
#include "output/icicle_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <utility>

#include "assets/assets.h"
#include "base/text.h"
#include "output/icicle_style.h"
#include "output/provenance.h"
#include "output/wording.h"
#include "output/xml.h"

namespace heapgraph {
namespace {

using namespace icicle;

constexpr std::uint32_t title_height = 23;
constexpr std::uint32_t first_baseline = 20;
constexpr std::uint32_t gap_below = 12;  // from the last baseline to the frames

std::string counted_in(const Result& result) {
  const Cost& unreached = result.analysis.summary.unreached;
  if (unreached.objects == 0) return counted_text(result);
  return fmt::format("{}; no root reaches {}", counted_text(result), in_bytes_and_objects(unreached));
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
             escaped_xml(shorten_in_the_middle(text, cells_in(std::int64_t{space} * 10, cell_width))));
}

IcicleHeader::IcicleHeader(const Result& result)
    : result_(result),
      width_(result.picture.width),
      counted_(counted_in(result)),
      provenance_(provenance_in_words(result.analysis)) {
  const auto add_lines = [&](std::string_view statement) {
    for (std::string& line :
         broken_lines(statement, cells_in(std::int64_t{width_ - 2 * margin} * 10, cell_width))) {
      lines_.push_back(std::move(line));
    }
  };
  if (result.analysis.findings) verdict_ = result.analysis.findings->verdict;
  add_lines(verdict_);
  verdict_lines_ = lines_.size();
  add_lines(counted_);
}

/// Words behind the title that was given, or alone without one.
std::string IcicleHeader::with_title(const std::string& words) const {
  const std::string given = escape_unprintable(result_.picture.title);
  if (given.empty() || words.empty()) return given + words;
  return fmt::format("{}: {}", given, words);
}

std::string IcicleHeader::title() const {
  const std::string title = with_title(dumps_in_words(result_.analysis));
  return title.empty() ? "heapgraph" : title;
}

std::string IcicleHeader::description() const {
  std::vector<std::string_view> lines = {verdict_, counted_, provenance_};
  for (const Notice& notice : result_.analysis.notices) lines.emplace_back(notice.text);
  std::erase(lines, "");
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::uint32_t IcicleHeader::height() const {
  const std::uint32_t title = result_.picture.title.empty() ? 0 : title_height;
  return title + first_baseline + static_cast<std::uint32_t>(lines_.size()) * row_height + gap_below;
}

void IcicleHeader::write(TextSink& sink) const {
  sink.write("<g data-part=\"header\">\n");
  std::uint32_t y = first_baseline;
  if (!result_.picture.title.empty()) {
    sink.print(
        "<text x=\"{}\" y=\"{}\" font-size=\"17\">{}</text>\n", margin, y + 4,
        escaped_xml(shorten_printable(result_.picture.title,
                                      cells_in(std::int64_t{width_ - 2 * margin} * 10, title_cell_width))));
    y += title_height;
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (i == 0 && verdict_lines_ != 0) sink.write("<g font-weight=\"bold\">\n");
    write_line(sink, width_, margin, y, lines_[i]);
    if (i + 1 == verdict_lines_) sink.write("</g>\n");
    y += row_height;
  }
  write_line(sink, width_, margin, y, provenance_);
  sink.write("</g>\n");
}

std::string IcicleHeader::help() const {
  return how_to_read(result_) + std::string(assets::help_txt());
}

}  // namespace heapgraph
