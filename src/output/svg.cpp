// SPDX-License-Identifier: MIT
// The picture: an icicle graph in one self-contained SVG.
//
// Where scripts and style sheets are blocked it is a correct picture of all that is wide enough to see:
// colours and fonts are presentation attributes, and each frame has its details as a <title>. Positions are
// whole tenths of a pixel, each computed from a sum of bytes, so that children tile their parent exactly as
// the bytes do. Where scripts run, icicle.js takes its place and draws from the table, which holds the whole
// tree.
#include "output/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/fold_repeats.h"
#include "assets/assets.h"
#include "base/text.h"
#include "heapgraph/report.h"
#include "output/icicle_layout.h"
#include "output/table.h"
#include "output/text_sink.h"
#include "output/wording.h"
#include "output/xml.h"

namespace heapgraph {
namespace {

// Lengths in pixels. A cell is the width of a character in the widest of the fonts asked for.
constexpr std::uint32_t margin = 10;
constexpr std::uint32_t row_height = 17;
constexpr std::uint32_t frame_height = 16;
constexpr std::uint32_t baseline = 12;           // of a label, from the top of its frame
constexpr std::uint32_t baseline_over_bar = 10;  // where underscores stay above the bar of growth
constexpr std::uint32_t bar_middle = 14;         // with the colour of the frame on both sides
constexpr std::uint32_t label_padding = 3;
constexpr std::uint32_t swatch = 10;
constexpr double cell_width = 7.3;
constexpr double title_cell_width = 10.4;
constexpr std::size_t shortest_label = 3;  // cells
constexpr std::string_view root_name = "root";
/// The table has the whole name, and each frame of a chain may have one of thousands of characters.
constexpr std::size_t longest_name_in_title = 200;  // cells

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
/// In the order of `Direction`: orange and blue are the pair that no colour blindness mixes up.
constexpr std::array<ContentStyle, 3> direction_styles = {
    {{"#E69F00", "+ more"}, {"#56B4E9", "− less"}, {"#DDDDDD", "± both"}}};
constexpr std::string_view merged_colour = "#ECECEC";
constexpr std::string_view growth_swatch_colour = "#CCCCCC";
constexpr std::string_view merged_edge = " stroke=\"#777\" stroke-dasharray=\"2\"";
/// From this width on an edge sets a frame apart from its neighbours; narrower ones would fade in it.
constexpr std::uint64_t narrowest_with_edge = 30;  // tenths of a pixel

/// Calm, and light enough for black text (Brewer, "ColorBrewer", Set 3 and Paired).
constexpr std::array<std::string_view, 12> name_colours = {"#A6CEE3", "#B2DF8A", "#FB9A99", "#FDBF6F",
                                                           "#CAB2D6", "#FFFF99", "#8DD3C7", "#BEBADA",
                                                           "#FCCDE5", "#D9D9D9", "#CCEBC5", "#FFED6F"};

/// Which way a node changed with all below it.
enum class Direction : std::uint8_t { more, less, both };

Direction direction_of(const TreeNode& node) {
  if (node.total.grown == node.total.bytes) return Direction::more;
  return node.total.grown == 0 ? Direction::less : Direction::both;
}

/// By a hash that the script computes too (FNV-1a, 32 bits: Fowler, Noll and Vo).
std::string_view colour_of_name(std::string_view name) {
  std::uint32_t hash = 0x811c9dc5U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return name_colours[hash % name_colours.size()];
}

/// 123 -> "12.3"
std::string tenths(std::uint64_t value) {
  return value % 10 == 0 ? fmt::to_string(value / 10) : fmt::format("{}.{}", value / 10, value % 10);
}

std::size_t cells_in(double pixels, double width_of_cell) {
  return pixels <= 0 ? 0 : static_cast<std::size_t>(pixels / width_of_cell);
}

/// Bytes from the left edge of the root -> tenths of a pixel. Monotone, so rounding keeps children in
/// parents.
class Scale {
 public:
  Scale(std::uint64_t total, std::uint32_t left, std::uint32_t width)
      : left_(std::uint64_t{left} * 10), width_(std::uint64_t{width} * 10) {
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
        series_(result.series != nullptr ? fold_series(folded_, result.tree, *result.series) : Series{}),
        width_(result.picture.width),
        inner_width_(width_ - 2 * margin),
        total_(result.tree.root().total.bytes),
        sink_(out) {}

  void write() {
    const IcicleLayout layout = lay_out(folded_.tree, {smallest_bytes(), LayoutLimits{}.rows});
    const std::uint32_t top = header_height();
    const std::uint32_t rows = std::max(layout.rows, 1U);
    const std::uint32_t footer = layout.rows_below == 0 ? 0 : row_height;
    const std::uint32_t height = top + rows * row_height + footer + margin;

    write_opening(height);
    sink_.print(
        "<g data-part=\"still\">\n<rect data-part=\"page\" width=\"{}\" height=\"{}\" fill=\"#FFF\"/>\n",
        width_, height);
    write_header();
    if (total_ == 0) {
      write_empty(top);
    } else {
      write_frames(layout.frames, top);
      write_growth_bars(layout.frames, top);
    }
    if (layout.rows_below != 0) {
      write_line(margin, top + rows * row_height + baseline,
                 fmt::format("{} more rows below are too deep to draw", group_digits(layout.rows_below)));
    }
    sink_.write("</g>\n");
    write_table();
    sink_.print("<metadata data-part=\"help\">{}</metadata>\n", escaped_xml(assets::help_txt()));
    sink_.print("<script><![CDATA[\n{}]]></script>\n</svg>\n", assets::icicle_min_js());
  }

 private:
  /// A line of the legend; one without a colour is text alone.
  struct Swatch {
    std::string_view colour;
    std::string_view text;
    bool has_bar = false;
    std::uint32_t x = 0;
    std::uint32_t y = 0;
  };

  static constexpr std::uint32_t title_baseline = 26;
  static constexpr std::uint32_t summary_baseline = 46;
  static constexpr std::uint32_t legend_top = 56;

  void write_opening(std::uint32_t height) {
    sink_.print(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"heapgraph\" role=\"graphics-document\" "
        "width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\" "
        "font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace\" "
        "font-size=\"12\">\n",
        width_, height);
    sink_.print("<title>{}</title>\n<desc>{}</desc>\n", escaped_xml(visible(result_.picture.title)),
                escaped_xml(fmt::format("{}", fmt::join(summary(), "; "))));
    sink_.print("<style>\n{}</style>\n", assets::icicle_css());
  }

  void write_header() {
    sink_.write("<g data-part=\"header\">\n");
    sink_.print("<text x=\"{}\" y=\"{}\" font-size=\"17\">{}</text>\n", margin, title_baseline,
                escaped_xml(shorten_in_the_middle(visible(result_.picture.title),
                                                  cells_in(inner_width_, title_cell_width))));
    std::uint32_t y = summary_baseline;
    for (const std::string& line : summary()) {
      write_line(margin, y, line);
      y += row_height;
    }
    sink_.write("<g data-part=\"legend\">\n");
    for (const Swatch& entry : legend()) {
      if (!entry.colour.empty()) {
        sink_.print("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>", entry.x, entry.y,
                    swatch, swatch, entry.colour);
      }
      if (entry.has_bar) {
        sink_.print("<path stroke=\"#000\" stroke-width=\"2\" d=\"M{} {}h{}\"/>", entry.x,
                    entry.y + swatch - 2, swatch);
      }
      write_line(entry.x + text_offset(entry), entry.y + swatch, entry.text);
    }
    sink_.write("</g>\n</g>\n");
  }

  /// A line of text from x on, cut if the picture is too narrow for it.
  void write_line(std::uint32_t x, std::uint32_t y, std::string_view text) {
    const std::uint32_t space = width_ > x + margin ? width_ - x - margin : 0;
    sink_.print("<text x=\"{}\" y=\"{}\">{}</text>\n", x, y,
                escaped_xml(shorten_in_the_middle(text, cells_in(space, cell_width))));
  }

  static std::uint32_t text_offset(const Swatch& entry) { return entry.colour.empty() ? 0 : swatch + 5; }

  /// Side by side, in as many lines as the width needs.
  std::vector<Swatch> legend() const {
    std::vector<Swatch> swatches;
    const std::span<const ContentStyle> styles = is_compared()
                                                     ? std::span<const ContentStyle>(direction_styles)
                                                     : std::span<const ContentStyle>(content_styles);
    if (!is_coloured_by_name()) {
      for (const ContentStyle& style : styles) swatches.push_back({style.colour, style.name});
    }
    if (has_grown()) {
      swatches.push_back({growth_swatch_colour,
                          is_compared() ? "bar: the part of the change that is more"
                                        : "bar: the part by which kept objects grew; ↑ holds them",
                          true});
    }
    if (result_.stays != nullptr) swatches.push_back({{}, "↗ holds more in each dump than in the last"});
    if (is_coloured_by_name()) {
      swatches.push_back({{}, "one colour for each name; a colour may stand for several"});
    }
    std::uint32_t x = margin;
    std::uint32_t y = legend_top + (static_cast<std::uint32_t>(summary().size()) - 1) * row_height;
    for (Swatch& entry : swatches) {
      const auto text_width =
          static_cast<std::uint32_t>(static_cast<double>(display_width(entry.text)) * cell_width);
      const std::uint32_t needed = text_offset(entry) + text_width;
      if (x != margin && x + needed > width_ - margin) {
        x = margin;
        y += row_height;
      }
      entry.x = x;
      entry.y = y;
      x += needed + 14;
    }
    return swatches;
  }

  /// Title, summary and legend.
  std::uint32_t header_height() const { return legend().back().y + swatch + row_height; }

  bool has_grown() const { return result_.tree.root().total.grown != 0; }
  bool is_compared() const { return result_.measure == Measure::difference; }
  bool is_coloured_by_name() const { return result_.picture.colors == Colors::name; }
  std::string_view colour_of(const TreeNode& node) const {
    if (!is_coloured_by_name()) {
      return is_compared() ? direction_styles[static_cast<std::size_t>(direction_of(node))].colour
                           : content_styles[static_cast<std::size_t>(node.content)].colour;
    }
    const bool is_root = node.parent == NodeId::none;
    return colour_of_name(is_root ? std::string(root_name) : shown_name(folded_.tree.names->text(node.name)));
  }

  /// Of a frame as wide as `--min-width`.
  std::uint64_t smallest_bytes() const {
    const double share = std::min(result_.picture.min_width / inner_width_, 1.0);
    return static_cast<std::uint64_t>(static_cast<double>(total_) * share) + 1;
  }

  /// Lines under the title.
  std::vector<std::string> summary() const {
    std::vector<std::string> lines = {counted_text(result_)};
    const Cost& total = result_.tree.root().total;
    if (result_.measure == Measure::growth && !total.is_nothing()) {
      lines.push_back(fmt::format("{} bytes are new, {} bytes are growth of kept objects",
                                  group_digits(total.bytes - total.grown), group_digits(total.grown)));
    }
    const Cost& unreached = result_.summary.unreached;
    if (unreached.objects != 0) {
      lines.push_back(fmt::format("no root reaches {}", in_bytes_and_objects(unreached)));
    }
    return lines;
  }

  std::string_view nothing() const { return nothing_counted(result_); }

  void write_empty(std::uint32_t top) {
    write_rectangle({nothing(), nothing(), content_styles.back().colour, {}}, std::uint64_t{margin} * 10,
                    std::uint64_t{inner_width_} * 10, top);
  }

  /// What a frame shows besides its place.
  struct Look {
    std::string_view details;
    std::string_view name;
    std::string_view colour;
    std::string_view edge;  ///< attributes of its own
  };

  /// The edge of wide frames is said once.
  void write_frames(const std::vector<Frame>& frames, std::uint32_t top) {
    const Scale scale(total_, margin, inner_width_);
    for (const bool are_wide : {true, false}) {
      sink_.write(are_wide ? "<g stroke-width=\"0.6\" stroke=\"#FFF\">\n" : "<g stroke-width=\"0.6\">\n");
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
    const TreeNode& node = folded_.tree.nodes[index(frame.node)];
    if (frame.merged != 0) {
      const std::string text =
          fmt::format("{} small frame{}, {} bytes", group_digits(frame.merged), frame.merged == 1 ? "" : "s",
                      group_digits(frame.end - frame.begin)) +
          growth_in_words(frame, frame.grown);
      write_rectangle({text, text, merged_colour, merged_edge}, x, width, y);
      return;
    }
    const std::string name = shorten_in_the_middle(name_of(frame.node), longest_name_in_title);
    std::string details = fmt::format("{} ({} bytes, {}); ", name, group_digits(node.total.bytes),
                                      percentage(node.total.bytes, total_));
    // With a series the title would be too long with both; where scripts run both are told.
    details += result_.series != nullptr
                   ? series_in_words(series_.total_of(frame.node))
                   : "self: " + in_bytes_and_objects(node.self) + growth_in_words(frame, node.self.grown);
    write_rectangle({details, name, colour_of(node), {}}, x, width, y);
  }

  std::string growth_in_words(const Frame& frame, std::uint64_t own) const {
    if (frame.grown == 0 || is_compared()) return {};
    if (frame.grown == frame.end - frame.begin) return "; all growth";
    std::string words;
    if (own != 0) words = fmt::format(", of which {} bytes are growth", group_digits(own));
    if (own != frame.grown) words += fmt::format("; growth in total: {} bytes", group_digits(frame.grown));
    return words;
  }

  /// At the bottom of each frame that has any, as long as the grown part of it. All in one path, since most
  /// frames of a heap that grows have one.
  void write_growth_bars(const std::vector<Frame>& frames, std::uint32_t top) {
    if (!has_grown()) return;
    const Scale scale(total_, margin, inner_width_);
    sink_.write("<path stroke=\"#000\" stroke-width=\"2\" pointer-events=\"none\" d=\"");
    for (const Frame& frame : frames) {
      if (frame.grown == 0) continue;
      const std::uint64_t x = scale(frame.begin);
      const std::uint32_t y = top + frame.row * row_height + bar_middle;
      sink_.print("M{} {}h{}", tenths(x), y, tenths(scale(frame.begin + frame.grown) - x));
    }
    sink_.write("\"/>\n");
  }

  void write_rectangle(const Look& look, std::uint64_t x, std::uint64_t width, std::uint32_t y) {
    sink_.print("<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"{}/>",
                escaped_xml(look.details), tenths(x), y, tenths(width), frame_height, look.colour,
                width < narrowest_with_edge ? "" : look.edge);
    const std::size_t cells = cells_in(static_cast<double>(width) / 10 - 2 * label_padding, cell_width);
    const std::string label =
        cells < shortest_label ? std::string() : shorten_in_the_middle(look.name, cells);
    if (!label.empty()) {
      sink_.print("<text x=\"{}\" y=\"{}\" stroke=\"none\">{}</text>",
                  tenths(x + std::uint64_t{label_padding} * 10),
                  y + (has_grown() ? baseline_over_bar : baseline), escaped_xml(label));
    }
    sink_.write("</g>\n");
  }

  /// All that the script draws from. The unfolded tree: it folds by itself, and unfolds.
  void write_table() {
    std::string palette;
    if (is_coloured_by_name()) palette = fmt::format(" data-palette=\"{}\"", fmt::join(name_colours, " "));
    std::vector<std::size_t> spots;
    for (const NodeId spot : heaviest_spots(folded_.tree, 3)) spots.push_back(index(spot));
    sink_.print(
        "<metadata data-part=\"table\" data-nothing=\"{}\" data-columns=\"{}\" data-spots=\"[{}]\"{}>{}"
        "</metadata>\n",
        nothing(), table_columns(result_), fmt::join(spots, ","), palette, escaped_xml(table_of(result_)));
  }

  /// The root has no name, and a name may be empty; a folded chain says how long it is.
  std::string name_of(NodeId id) const {
    if (id == NodeId::root) return std::string(root_name);
    std::string name = shown_name(folded_.tree.name(id));
    if (is_compared()) {
      const std::string_view style =
          direction_styles[static_cast<std::size_t>(direction_of(folded_.tree.nodes[index(id)]))].name;
      name.insert(0, style.substr(0, style.find(' ') + 1));
    }
    if (folded_.repeats[index(id)] > 1) name += fmt::format(" ×{}", folded_.repeats[index(id)]);
    if (folded_.tree.nodes[index(id)].self.grown != 0 && !is_compared()) name += " ↑";
    if (result_.stays != nullptr && slope_of(series_.total_of(id))) name += " ↗";
    return name;
  }

  const Result& result_;
  FoldedTree folded_;
  Series series_;
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
