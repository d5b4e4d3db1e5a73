// SPDX-License-Identifier: MIT
// Picture: an icicle graph in one self-contained SVG.
//
// Where scripts and style sheets are blocked, the picture is still correct and shows all that is wide
// enough to see: colours and fonts are presentation attributes, and each frame has its details as a
// <title>. Positions are whole tenths of a pixel, each computed from a sum of bytes, so children tile
// their parent exactly as the bytes do. Where scripts run, assets/picture replaces the static picture and
// draws from the table, which holds the whole tree.
#include "output/svg.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assets/assets.h"
#include "base/fnv_hash.h"
#include "base/text.h"
#include "heap/names.h"
#include "heap/vocabulary.h"
#include "heapgraph/report.h"
#include "output/frame_texts.h"
#include "output/icicle_header.h"
#include "output/icicle_layout.h"
#include "output/icicle_legend.h"
#include "output/icicle_style.h"
#include "output/picture_facts.h"
#include "output/text_sink.h"
#include "output/wording.h"
#include "output/xml.h"
#include "tree/fold_columns.h"
#include "tree/fold_tree.h"
#include "tree/tree_table.h"

namespace heapgraph {
namespace {

using namespace icicle;

// Lengths in pixels. Baselines and the middle of the bar are measured from the top of the frame.
constexpr std::uint32_t frame_height = 16;
constexpr std::uint32_t baseline = 12;
constexpr std::uint32_t baseline_over_bar = 10;  // leaves underscores above the growth bar
constexpr std::uint32_t bar_middle = 14;         // leaves the frame's colour on both sides of the bar
constexpr std::uint32_t label_padding = 3;
// In character cells.
constexpr std::size_t shortest_label = 3;
constexpr std::size_t gap_before_size = 2;
constexpr std::string_view merged_colour = "#ECECEC";
constexpr std::string_view merged_edge = " stroke=\"#777\" stroke-dasharray=\"2\"";
/// Width from which an edge sets a frame apart from its neighbours; it would hide narrower frames.
constexpr std::uint64_t narrowest_with_edge = 30;  // in tenths of a pixel

/// Calm colours, light enough for black text (Brewer, "ColorBrewer", Set 3 and Paired).
constexpr std::array<std::string_view, 12> name_colours = {"#A6CEE3", "#B2DF8A", "#FB9A99", "#FDBF6F",
                                                           "#CAB2D6", "#FFFF99", "#8DD3C7", "#BEBADA",
                                                           "#FCCDE5", "#D9D9D9", "#CCEBC5", "#FFED6F"};

/// Colour by a hash of the name, which the script computes too.
std::string_view colour_of_name(std::string_view name) {
  return name_colours[fnv_hash(name) % name_colours.size()];
}

/// Tenths as a decimal number: 123 -> "12.3".
std::string tenths(std::uint64_t value) {
  return value % 10 == 0 ? fmt::to_string(value / 10) : fmt::format("{}.{}", value / 10, value % 10);
}

/// Map from bytes left of a position to tenths of a pixel. It is monotone, so rounding keeps children
/// within their parents.
class Scale {
 public:
  Scale(std::uint64_t total, std::uint32_t left, std::uint32_t width)
      : left_(std::uint64_t{left} * 10), width_(std::uint64_t{width} * 10) {
    // The product below must fit in 64 bits, so a huge total loses its last bits.
    while (total >> shift_ >= std::uint64_t{1} << 42U) ++shift_;
    total_ = std::max<std::uint64_t>(total >> shift_, 1);
  }
  std::uint64_t operator()(std::uint64_t bytes) const { return left_ + (bytes >> shift_) * width_ / total_; }

 private:
  std::uint64_t left_;
  std::uint64_t width_;
  std::uint64_t total_ = 1;
  unsigned shift_ = 0;
};

/// Tree with folded chains: that of the analysis, or one made here.
std::shared_ptr<const FoldedTree> folded_of(const Analysis& analysis) {
  return analysis.folded ? analysis.folded : std::make_shared<FoldedTree>(fold_tree(analysis.tree));
}

class SvgWriter {
 public:
  SvgWriter(TextSink& sink, const Result& result)
      : result_(result),
        folded_memory_(folded_of(result.analysis)),
        folded_(*folded_memory_),
        columns_(fold_columns(folded_, result.analysis.tree, result.analysis.columns)),
        texts_(result, folded_, columns_),
        header_(result),
        legend_(result),
        width_(result.picture.width),
        inner_width_(width_ - 2 * margin),
        total_(result.analysis.tree.root().total.bytes),
        layout_(lay_out(folded_.tree, columns_.bar(), {smallest_bytes(), LayoutLimits{}.rows})),
        sink_(sink) {}

  /// Writes the whole document.
  void write() {
    sink_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_opening();
    sink_.print("<style>\n{}</style>\n", assets::icicle_css());
    write_still();
    write_data();
    sink_.print("<metadata data-part=\"help\">{}</metadata>\n", escaped_xml(header_.help()));
    sink_.print("<script><![CDATA[\n{}]]></script>\n</svg>\n", assets::icicle_min_js());
  }

  /// Writes what is seen without scripts, as an element of another document.
  void write_element() {
    write_opening();
    write_still();
    sink_.write("</svg>\n");
  }

 private:
  std::uint32_t rows() const { return std::max(layout_.rows, 1U); }
  std::uint32_t top() const { return header_.height(); }
  std::uint32_t below() const { return top() + rows() * row_height; }
  std::uint32_t legend_top() const { return below() + (layout_.rows_below == 0 ? 0 : row_height); }
  std::uint32_t height() const { return legend_top() + legend_.height() + margin; }

  void write_still() {
    sink_.print(
        "<g data-part=\"still\">\n<rect data-part=\"page\" width=\"{}\" height=\"{}\" fill=\"#FFF\"/>\n",
        width_, height());
    header_.write(sink_);
    if (total_ == 0) {
      write_empty(top());
    } else {
      write_frames(layout_.frames, top());
      write_growth_bars(layout_.frames, top());
    }
    if (layout_.rows_below != 0) {
      sink_.write("<g data-part=\"below\">\n");
      write_line(sink_, width_, margin, below() + baseline,
                 fmt::format("{} more rows below are too deep to draw", group_digits(layout_.rows_below)));
      sink_.write("</g>\n");
    }
    legend_.write(sink_, legend_top());
    sink_.write("</g>\n");
  }

  void write_opening() {
    sink_.print(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heapgraph\" role=\"graphics-document\" "
        "width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\" "
        "font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace\" "
        "font-size=\"12\">\n",
        width_, height());
    sink_.print("<title>{}</title>\n<desc>{}</desc>\n", escaped_xml(header_.title()),
                escaped_xml(header_.description()));
  }

  bool has_bars() const { return columns_.bar().whole() != 0; }
  bool is_compared() const { return result_.analysis.compares_paths(); }
  bool is_coloured_by_name() const { return result_.picture.colors == Colors::name; }
  std::string_view colour_of(FoldedId id) const {
    const FoldedNodes::Node& node = folded_.tree.nodes[index(id)];
    if (!is_coloured_by_name()) {
      return is_compared()
                 ? meaning_of(texts_.direction(id)).colour
                 : result_.analysis.tree.vocabulary->colours[static_cast<std::size_t>(node.content)].colour;
    }
    return colour_of_name(id == FoldedId::root ? std::string(root_name)
                                               : shown_name(folded_.tree.names->text(node.name)));
  }

  /// Bytes of a frame just wider than `--min-width`.
  std::uint64_t smallest_bytes() const {
    const double share = std::min(result_.picture.min_width / inner_width_, 1.0);
    return static_cast<std::uint64_t>(static_cast<double>(total_) * share) + 1;
  }

  std::string_view nothing() const { return nothing_counted(result_); }

  void write_empty(std::uint32_t top) {
    write_rectangle({nothing(), nothing(), {}, result_.analysis.tree.vocabulary->colours.back().colour, {}},
                    std::uint64_t{margin} * 10, std::uint64_t{inner_width_} * 10, top);
  }

  /// Look of a frame, without its position.
  struct Look {
    std::string_view details;
    std::string_view name;
    std::string_view size;  ///< shown beside the whole name; may be empty
    std::string_view colour;
    std::string_view edge;  ///< attributes of an edge of its own
  };

  /// Writes wide and narrow frames in two groups, so that the edge of wide frames is written once.
  void write_frames(const std::vector<Frame>& frames, std::uint32_t top) {
    const Scale scale(total_, margin, inner_width_);
    for (const bool are_wide : {true, false}) {
      sink_.write(are_wide ? "<g stroke-width=\"0.6\" stroke=\"#777\">\n" : "<g stroke-width=\"0.6\">\n");
      for (const Frame& frame : frames) {
        const std::uint64_t x = scale(frame.begin);
        const std::uint64_t width = scale(frame.end) - x;
        if ((width >= narrowest_with_edge) == are_wide) write_frame(frame, x, width, top);
      }
      sink_.write("</g>\n");
    }
  }

  void write_frame(const Frame& frame, std::uint64_t x, std::uint64_t width, std::uint32_t top) {
    const std::uint32_t y = top + frame.row * row_height;
    const std::string details = texts_.details_of(frame);
    if (frame.merged != 0) {
      write_rectangle({details, details, {}, merged_colour, merged_edge}, x, width, y);
    } else {
      write_rectangle(
          {details, texts_.name_of(frame.node), FrameTexts::size_of(frame), colour_of(frame.node), {}}, x,
          width, y);
    }
  }

  /// Writes a bar at the bottom of each frame with growth, as long as the grown part of it. One path has
  /// all bars, since most frames of a growing heap have one.
  void write_growth_bars(const std::vector<Frame>& frames, std::uint32_t top) {
    if (!has_bars()) return;
    const Scale scale(total_, margin, inner_width_);
    sink_.write("<path stroke=\"#000\" stroke-width=\"2\" pointer-events=\"none\" d=\"");
    for (const Frame& frame : frames) {
      if (frame.bar == 0) continue;
      const std::uint64_t x = scale(frame.begin);
      const std::uint32_t y = top + frame.row * row_height + bar_middle;
      sink_.print("M{} {}h{}", tenths(x), y, tenths(scale(frame.begin + frame.bar) - x));
    }
    sink_.write("\"/>\n");
  }

  void write_rectangle(const Look& look, std::uint64_t x, std::uint64_t width, std::uint32_t y) {
    sink_.print("<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"{}/>",
                escaped_xml(look.details), tenths(x), y, tenths(width), frame_height, look.colour,
                width < narrowest_with_edge ? "" : look.edge);
    const std::size_t cells =
        cells_in(static_cast<std::int64_t>(width) - std::int64_t{2} * label_padding * 10, cell_width);
    const std::string label = cells < shortest_label ? std::string() : label_of(look, cells);
    if (!label.empty()) {
      sink_.print("<text x=\"{}\" y=\"{}\" stroke=\"none\">{}</text>",
                  tenths(x + std::uint64_t{label_padding} * 10),
                  y + (has_bars() ? baseline_over_bar : baseline), escaped_xml(label));
    }
    sink_.write("</g>\n");
  }

  static std::string label_of(const Look& look, std::size_t cells) {
    const bool has_room =
        !look.size.empty() && display_width(look.name) + gap_before_size + look.size.size() <= cells;
    if (has_room) return fmt::format("{}{:{}}{}", look.name, "", gap_before_size, look.size);
    return shorten_in_the_middle(look.name, cells);
  }

  /// Writes all that the script draws from: the facts, the folded tree, and what it takes to unfold it.
  void write_data() {
    const std::span<const std::string_view> palette =
        is_coloured_by_name() ? name_colours : std::span<const std::string_view>();
    const FoldableTree trees = {result_.analysis.tree, result_.analysis.columns, folded_, columns_,
                                is_compared()};
    sink_.print("<metadata data-part=\"facts\">{}</metadata>\n",
                escaped_xml(picture_facts(result_, folded_, header_, palette)));
    sink_.print("<metadata data-part=\"table\" data-columns=\"{}\">{}</metadata>\n", table_columns(trees),
                escaped_xml(table_of(trees)));
    if (trees.is_folded()) {
      sink_.print("<metadata data-part=\"unfolded\">{}</metadata>\n", escaped_xml(unfolded_table_of(trees)));
    }
  }

  const Result& result_;
  std::shared_ptr<const FoldedTree> folded_memory_;
  const FoldedTree& folded_;
  TreeColumns columns_;  ///< columns of the folded tree
  FrameTexts texts_;
  IcicleHeader header_;
  IcicleLegend legend_;
  std::uint32_t width_;
  std::uint32_t inner_width_;
  std::uint64_t total_;
  IcicleLayout layout_;
  TextSink& sink_;
};

}  // namespace

void write_svg(std::ostream& out, const Result& result) {
  TextSink sink(out);
  SvgWriter(sink, result).write();
}

void write_still_picture(TextSink& sink, const Result& result) {
  SvgWriter(sink, result).write_element();
}

}  // namespace heapgraph
