// SPDX-License-Identifier: MIT
// The picture: an icicle graph in one self-contained SVG.
//
// It is a correct picture where scripts and style sheets are blocked: colours and fonts are presentation
// attributes, and each frame has its details as a <title>. Positions are whole hundredths of a pixel, each
// computed from a sum of bytes, so that children tile their parent exactly as the bytes do.
#include "output/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "assets/assets.h"
#include "base/text.h"
#include "output/fold_repeats.h"
#include "output/icicle_layout.h"
#include "output/text_sink.h"

namespace heapgraph {
namespace {

// Lengths in pixels. A cell is the width of a character in the widest of the fonts asked for.
constexpr std::uint32_t margin = 10;
constexpr std::uint32_t row_height = 17;
constexpr std::uint32_t frame_height = 16;
constexpr std::uint32_t baseline = 12;  // of a label, from the top of its frame
constexpr std::uint32_t label_padding = 3;
constexpr std::uint32_t swatch = 10;
constexpr double cell_width = 7.3;
constexpr double title_cell_width = 10.4;
constexpr std::size_t shortest_label = 3;  // cells
/// Of a title: each frame repeats its name, and a heap may hold a name of megabytes on each of its nodes.
constexpr std::size_t longest_name = 16384;  // cells

struct ContentStyle {
  std::string_view colour;
  std::string_view name;
};

/// In the order of `Content`. Black reads on all of them, and they stay apart for colour-blind eyes (Okabe
/// and Ito, "Color Universal Design", 2008).
constexpr std::array<ContentStyle, content_count> content_styles = {{{"#56B4E9", "table"},
                                                                     {"#E69F00", "function"},
                                                                     {"#F0E442", "string"},
                                                                     {"#009E73", "userdata, buffer"},
                                                                     {"#CC79A7", "thread"},
                                                                     {"#DDDDDD", "other"}}};
constexpr std::string_view merged_colour = "#ECECEC";
constexpr std::string_view merged_edge = " stroke=\"#777\" stroke-dasharray=\"2\"";
constexpr std::string_view frame_edge = " stroke=\"#FFF\"";
/// From this width on an edge sets a frame apart from its neighbours; narrower ones would fade in it.
constexpr std::uint64_t narrowest_with_edge = 300;  // hundredths of a pixel

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

/// 1234 -> "12.34"
std::string hundredths(std::uint64_t value) {
  if (value % 100 == 0) return fmt::to_string(value / 100);
  if (value % 10 == 0) return fmt::format("{}.{}", value / 100, value % 100 / 10);
  return fmt::format("{}.{:02}", value / 100, value % 100);
}

std::size_t cells_in(double pixels, double width_of_cell) {
  return pixels <= 0 ? 0 : static_cast<std::size_t>(pixels / width_of_cell);
}

std::string in_bytes_and_objects(const Cost& cost) {
  return fmt::format("{} bytes in {} objects", group_digits(cost.bytes), group_digits(cost.objects));
}

/// Bytes from the left edge of the root -> hundredths of a pixel. Monotone, so rounding keeps children in
/// parents.
class Scale {
 public:
  Scale(std::uint64_t total, std::uint32_t left, std::uint32_t width)
      : left_(std::uint64_t{left} * 100), width_(std::uint64_t{width} * 100) {
    // The product below must fit in 64 bits, so of a huge total the last bits do not count.
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

class SvgWriter {
 public:
  SvgWriter(std::ostream& out, const Result& result)
      : result_(result),
        folded_(fold_repeats(result.tree)),
        width_(result.picture.width),
        inner_width_(width_ - 2 * margin),
        total_(result.tree.root().total.bytes),
        sink_(out) {}

  void write() {
    const std::uint64_t half_pixel = total_ / (2 * std::uint64_t{inner_width_}) + 1;
    const IcicleLayout layout = lay_out(folded_.tree, {half_pixel, LayoutLimits{}.rows});
    const std::uint32_t top = header_height();
    const std::uint32_t rows = std::max(layout.rows, 1U);
    const std::uint32_t footer = layout.rows_below == 0 ? 0 : row_height;
    const std::uint32_t height = top + rows * row_height + footer + margin;

    write_opening(height);
    write_header();
    sink_.write("<g data-part=\"frames\" stroke-width=\"0.6\">\n");
    if (total_ == 0) {
      write_empty(top);
    } else {
      const Scale scale(total_, margin, inner_width_);
      for (const Frame& frame : layout.frames) write_frame(frame, scale, top);
    }
    sink_.write("</g>\n");
    if (layout.rows_below != 0) {
      write_line(margin, top + rows * row_height + baseline,
                 fmt::format("{} more rows below are too deep to draw", group_digits(layout.rows_below)));
    }
    sink_.print("<script><![CDATA[\n{}]]></script>\n</svg>\n", assets::icicle_js());
  }

 private:
  struct Swatch {
    std::uint32_t x;
    std::uint32_t y;
    const ContentStyle* style;
  };

  static constexpr std::uint32_t title_baseline = 26;
  static constexpr std::uint32_t summary_baseline = 46;
  static constexpr std::uint32_t legend_top = 56;

  void write_opening(std::uint32_t height) {
    sink_.print(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace\" "
        "font-size=\"12\">\n",
        width_, height);
    sink_.print("<title>{}</title>\n<desc>{}</desc>\n", escaped(visible(result_.picture.title)),
                escaped(has_unreached() ? counted() + "; " + unreached() : counted()));
    sink_.print("<style>\n{}</style>\n", assets::icicle_css());
    sink_.print("<rect width=\"{}\" height=\"{}\" fill=\"#FFFFFF\"/>\n", width_, height);
  }

  void write_header() {
    sink_.print("<text x=\"{}\" y=\"{}\" font-size=\"17\">{}</text>\n", margin, title_baseline,
                escaped(shorten_in_the_middle(visible(result_.picture.title),
                                              cells_in(inner_width_, title_cell_width))));
    write_line(margin, summary_baseline, counted());
    if (has_unreached()) write_line(margin, summary_baseline + row_height, unreached());
    for (const Swatch& entry : legend()) {
      sink_.print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>", entry.x, entry.y,
                  swatch, swatch, entry.style->colour);
      write_line(entry.x + swatch + 5, entry.y + swatch, entry.style->name);
    }
    sink_.print("<text data-part=\"details\" x=\"{}\" y=\"{}\"></text>\n", margin, header_height() - 9);
  }

  /// A line of text from x on, cut if the picture is too narrow for it.
  void write_line(std::uint32_t x, std::uint32_t y, std::string_view text) {
    const std::uint32_t space = width_ > x + margin ? width_ - x - margin : 0;
    sink_.print("<text x=\"{}\" y=\"{}\">{}</text>\n", x, y,
                escaped(shorten_in_the_middle(text, cells_in(space, cell_width))));
  }

  /// The colours side by side, in as many lines as the width needs.
  std::vector<Swatch> legend() const {
    std::vector<Swatch> swatches;
    std::uint32_t x = margin;
    std::uint32_t y = legend_top + (has_unreached() ? row_height : 0);
    for (const ContentStyle& style : content_styles) {
      const auto text_width = static_cast<std::uint32_t>(static_cast<double>(style.name.size()) * cell_width);
      const std::uint32_t needed = swatch + 5 + text_width;
      if (x != margin && x + needed > width_ - margin) {
        x = margin;
        y += row_height;
      }
      swatches.push_back({x, y, &style});
      x += needed + 14;
    }
    return swatches;
  }

  /// Title, summary, legend, and the line for the details of the frame under the pointer.
  std::uint32_t header_height() const { return legend().back().y + swatch + 2 * row_height; }

  std::string counted() const {
    const Cost& total = result_.tree.root().total;
    const std::uint64_t reached = result_.summary.reached.bytes;
    if (total.is_nothing()) return std::string(nothing());
    if (result_.measure == Measure::live) return fmt::format("alive: {}", in_bytes_and_objects(total));
    return fmt::format("new: {}, {} of the {} bytes that the roots reach", in_bytes_and_objects(total),
                       percentage(total.bytes, reached), group_digits(reached));
  }

  bool has_unreached() const { return result_.summary.unreached.objects != 0; }
  std::string unreached() const {
    return fmt::format("no root reaches {}", in_bytes_and_objects(result_.summary.unreached));
  }

  std::string_view nothing() const {
    return result_.measure == Measure::fresh ? "nothing new" : "nothing alive";
  }

  void write_empty(std::uint32_t top) {
    const std::string_view text = nothing();
    write_rectangle(text, std::uint64_t{margin} * 100, std::uint64_t{inner_width_} * 100, top,
                    content_styles.back().colour, text);
  }

  void write_frame(const Frame& frame, const Scale& scale, std::uint32_t top) {
    const std::uint64_t x = scale(frame.begin);
    const std::uint64_t width = scale(frame.end) - x;
    const std::uint32_t y = top + frame.row * row_height;
    const TreeNode& node = folded_.tree.nodes[index(frame.node)];
    if (frame.merged != 0) {
      const std::string text =
          fmt::format("{} small frame{}, {} bytes", group_digits(frame.merged), frame.merged == 1 ? "" : "s",
                      group_digits(frame.end - frame.begin));
      write_rectangle(text, x, width, y, merged_colour, text, merged_edge);
      return;
    }
    const std::string name = name_of(frame.node);
    const std::string details =
        fmt::format("{} ({} bytes, {}); self: {}", name, group_digits(node.total.bytes),
                    percentage(node.total.bytes, total_), in_bytes_and_objects(node.self));
    write_rectangle(details, x, width, y, content_styles[static_cast<std::size_t>(node.content)].colour,
                    name);
  }

  void write_rectangle(std::string_view details, std::uint64_t x, std::uint64_t width, std::uint32_t y,
                       std::string_view colour, std::string_view name, std::string_view edge = frame_edge) {
    sink_.print("<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"{}/>",
                escaped(details), hundredths(x), y, hundredths(width), frame_height, colour,
                width < narrowest_with_edge ? "" : edge);
    const std::size_t cells = cells_in(static_cast<double>(width) / 100 - 2 * label_padding, cell_width);
    const std::string label = cells < shortest_label ? std::string() : shorten_in_the_middle(name, cells);
    if (!label.empty()) {
      sink_.print("<text x=\"{}\" y=\"{}\">{}</text>", hundredths(x + std::uint64_t{label_padding} * 100),
                  y + baseline, escaped(label));
    }
    sink_.write("</g>\n");
  }

  /// The root has no name, and a name may be empty; a folded chain says how long it is.
  std::string name_of(NodeId id) const {
    if (id == NodeId::root) return "root";
    std::string name = shorten_in_the_middle(visible(folded_.tree.name(id)), longest_name);
    if (name.empty()) name = "\"\"";
    if (folded_.repeats[index(id)] > 1) name += fmt::format(" ×{}", folded_.repeats[index(id)]);
    return name;
  }

  const Result& result_;
  FoldedTree folded_;
  std::uint32_t width_;
  std::uint32_t inner_width_;
  std::uint64_t total_;
  TextSink sink_;
};

}  // namespace

void write_svg(std::ostream& out, const Result& result) {
  SvgWriter(out, result).write();
}

}  // namespace heapgraph
