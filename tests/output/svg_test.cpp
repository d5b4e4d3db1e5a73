// SPDX-License-Identifier: MIT
// Picture: goldens, titles, growth bars, any name, and frames at every width.
#include <algorithm>
#include <regex>
#include <sstream>

#include "base/text.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::string render(std::string_view format, const Snapshot& snapshot, const Weights& weights, Measure measure,
                   const PictureOptions& picture) {
  const Placement placement = paths_of(snapshot);
  PlacedTree placed = build_tree(placement, snapshot, weights);
  Analysis analysis;
  analysis.measure = measure;
  analysis.tree = std::move(placed.tree);
  analysis.columns.growth = std::move(placed.growth);
  analysis.summary.counted = sum(snapshot, placement, weights);
  analysis.summary.reached = sum(snapshot, placement);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (placement.node_of[id] == PlaceId::none) analysis.summary.unreached += {snapshot.size(id), 1};
  }
  std::ostringstream out;
  format_by_name(format)->write(out, result_of(analysis, picture));
  return out.str();
}

std::string render(std::string_view format, const Snapshot& snapshot, const Snapshot* old = nullptr,
                   const PictureOptions& picture = {}) {
  if (old == nullptr) return render(format, snapshot, Weights(), Measure::live, picture);
  return render(format, snapshot, weigh_added(match_by_address(snapshot, *old)), Measure::added, picture);
}

std::string render_growth(const Snapshot& snapshot, const Snapshot& old, const PictureOptions& picture = {}) {
  return render("svg", snapshot, weigh_growth(snapshot, old, match_by_address(snapshot, old)),
                Measure::growth, picture);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

struct Drawn {
  std::string title;
  double x;
  double y;
  double width;
  std::string label;
  double bar;  ///< length in pixels; 0 without a bar
};

std::vector<Drawn> frames_of(const std::string& svg) {
  static const std::regex frame(
      "<g><title>([^<]*)</title><rect x=\"([0-9.]+)\" y=\"([0-9]+)\" width=\"([0-9.]+)\" height=\"[0-9]+\" "
      "fill=\"#[0-9A-F]{6}\"[^>]*/>(?:<text [^>]*>([^<]*)</text>)?</g>\n");
  static const std::regex bar("M([0-9.]+) ([0-9]+)h([0-9.]+)");
  std::vector<Drawn> frames;
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), frame); at != std::sregex_iterator(); ++at) {
    frames.push_back({(*at)[1], std::stod((*at)[2]), std::stod((*at)[3]), std::stod((*at)[4]), (*at)[5], 0});
  }
  const std::size_t bars_begin = std::min(svg.find("pointer-events=\"none\" d=\""), svg.size());
  const std::string bars = svg.substr(bars_begin, svg.find('\n', bars_begin) - bars_begin);
  for (auto at = std::sregex_iterator(bars.begin(), bars.end(), bar); at != std::sregex_iterator(); ++at) {
    const auto under = std::find_if(frames.begin(), frames.end(), [&](const Drawn& drawn) {
      return drawn.x == std::stod((*at)[1]) && drawn.y + 14 == std::stod((*at)[2]);
    });
    REQUIRE(under != frames.end());
    under->bar = std::stod((*at)[3]);
  }
  return frames;
}

/// Checks for characters that XML forbids, whatever the names of the heap are.
void check_characters(const std::string& xml) {
  std::string_view rest = xml;
  std::string first_fault;
  while (!rest.empty()) {
    const Character character = first_character(rest);
    const bool is_white_space = character.code == '\n' || character.code == '\t';
    if (!character.valid || (character.code < 0x20 && !is_white_space) || character.code == 0xfffe ||
        character.code == 0xffff) {
      first_fault = "at byte " + std::to_string(xml.size() - rest.size());
      break;
    }
    rest.remove_prefix(character.bytes);
  }
  CHECK(first_fault == "");
}

}  // namespace

TEST_CASE("golden pictures") {
  const auto dump = [](const char* name) {
    return load_snapshot(testdata(std::string("snapshots/") + name).string());
  };
  const Snapshot game_old = dump("game.1.json");
  check_golden("game.new.svg", without_assets(render("svg", dump("game.2.json"), &game_old)));
  const Snapshot list_old = dump("list.1.json");
  PictureOptions narrow{"A list & a \"tree\"", 600};
  check_golden("list.new.svg", without_assets(render("svg", dump("list.2.json"), &list_old, narrow)));
  narrow.colors = Colors::name;
  narrow.min_width = 20;
  check_golden("list.by_name.svg", without_assets(render("svg", dump("list.2.json"), &list_old, narrow)));
  const Snapshot churn_old = dump("churn.1.json");
  check_golden("churn.growth.svg", without_assets(render_growth(dump("churn.2.json"), churn_old)));
  const Snapshot empty = dump("empty.1.json");
  check_golden("empty.new.svg", without_assets(render("svg", dump("empty.2.json"), &empty)));
  check_golden("closures.live.svg",
               without_assets(render("svg", dump("closures.2.json"), nullptr, {"", 3000})));
  check_golden("strings.live.folded", render("folded", dump("strings.2.json")));
}

TEST_CASE("a title says name, bytes, share, and what is the node's own") {
  Heap heap;
  heap.size = 1500;
  const Ref leaf = heap.table({});
  heap.size = 0;
  const Ref key = heap.string("big");
  heap.size = 500;
  const std::string svg = render("svg", heap.root("registry", heap.table({{key, leaf}})).load());
  CHECK(contains(svg, "<title>registry (2,000 bytes, 100.0%); self: 500 bytes in 2 objects</title>"));
  CHECK(contains(svg, "<title>big (1,500 bytes, 75.0%); self: 1,500 bytes in 1 objects</title>"));
  CHECK(contains(svg, "<desc>alive: 2,000 bytes in 3 objects</desc>"));
}

namespace {

/// Root that refers to `kept`, of `kept_size` bytes, which refers to `fresh` unless that has none.
Snapshot growing(std::int64_t kept_size, std::int64_t fresh_size, std::int64_t small_size = 0) {
  Heap heap;
  heap.size = 0;
  const Ref kept_name = heap.string("kept");
  const Ref fresh_name = heap.string("fresh");
  const Ref small_names[] = {heap.string("small1"), heap.string("small2")};
  heap.size = small_size;
  const Ref small[] = {heap.table({}), heap.table({})};
  heap.size = kept_size;
  const Ref kept = heap.table({{fresh_name, heap.next(2)}});
  heap.size = 0;
  const Ref top = heap.table({{kept_name, kept}, {small_names[0], small[0]}, {small_names[1], small[1]}});
  heap.size = fresh_size;
  if (fresh_size != 0) heap.table({});
  return heap.root("r", top).load();
}

}  // namespace

TEST_CASE("what grew has a bar, an arrow, and its bytes") {
  const Snapshot old = growing(1000, 0);
  const std::string svg = render_growth(growing(1250, 750), old);
  const std::vector<Drawn> frames = frames_of(svg);
  REQUIRE(frames.size() == 4);
  CHECK(frames[0].title ==
        "root (1,000 bytes, 100.0%); self: 0 bytes in 0 objects; growth in total: 250 bytes");
  CHECK(frames[1].label == "r");
  CHECK(frames[2].title ==
        "kept ↑ (1,000 bytes, 100.0%); self: 250 bytes in 1 objects, of which 250 bytes are growth");
  CHECK(frames[2].label == "kept ↑");
  CHECK(frames[3].title == "fresh (750 bytes, 75.0%); self: 750 bytes in 1 objects");
  for (const std::size_t i : {0U, 1U, 2U}) CHECK(frames[i].bar == 295);  // a quarter of 1180 pixels
  CHECK(frames[3].bar == 0);
  CHECK(contains(svg, "750 bytes are new, 250 bytes are growth of kept objects"));
  CHECK(contains(svg, ">bar: the part by which kept objects grew; ↑ holds them</text>"));
  // The label is higher, so its underscores stay above the bar.
  CHECK(
      contains(svg, "y=\"" + std::to_string(static_cast<int>(frames[2].y) + 10) + "\" stroke=\"none\">kept"));

  SECTION("by name too") {
    PictureOptions picture;
    picture.colors = Colors::name;
    const std::string by_name = render_growth(growing(1250, 750), old, picture);
    CHECK(contains(by_name, "↑ holds them</text>"));
    CHECK(contains(by_name, ">· one colour for each name; a colour may stand for several</text>"));
  }
  SECTION("a narrow picture has the whole summary, in more lines") {
    const std::string narrow = render_growth(growing(1250, 750), old, {"", 300});
    std::string lines;
    const std::size_t begin = narrow.find("<g data-part=\"header\">");
    static const std::regex line("<text x=\"10\" y=\"[0-9]+\">([^<]*)</text>");
    const std::string header = narrow.substr(begin, narrow.find("<g data-part=\"legend\">") - begin);
    for (auto at = std::sregex_iterator(header.begin(), header.end(), line); at != std::sregex_iterator();
         ++at) {
      lines += (*at)[1].str() + " ";
    }
    CHECK(contains(lines, "750 bytes are new, 250 bytes are growth of kept objects "));
  }
  SECTION("the arrow stays where a label is cut") {
    std::size_t cut = 0;
    for (std::uint32_t width = min_picture_width; width < 3000; width += 7) {
      for (const Drawn& frame :
           frames_of(render_growth(growing(1010, 750, 10), growing(1000, 0, 1), {"", width}))) {
        if (frame.title.find("small1 ↑ (") != 0 || frame.label.empty()) continue;
        CHECK(frame.label.substr(frame.label.size() - std::string("↑").size()) == "↑");
        if (frame.label != "small1 ↑") ++cut;
      }
    }
    CHECK(cut > 10);
  }
  SECTION("small frames sum it") {
    PictureOptions picture;
    picture.min_width = 15;  // two of the frames are wider, one is not
    const std::vector<Drawn> drawn =
        frames_of(render_growth(growing(1250, 750, 20), growing(1000, 0, 11), picture));
    REQUIRE(drawn.size() == 5);
    CHECK(drawn[4].title == "2 small frames, 18 bytes; all growth");
    CHECK(drawn[4].bar == drawn[4].width);
  }
  SECTION("other measures know nothing of it") {
    const Snapshot fresh = growing(1250, 750);
    const std::string without = without_assets(render("svg", fresh, &old));
    for (const char* part : {"<path", "growth", "kept ↑", "holds them"}) CHECK_FALSE(contains(without, part));
  }
}

TEST_CASE("growth of nothing has no bars") {
  const Snapshot old = growing(1000, 0);
  CHECK(contains(render_growth(growing(1000, 0), old), "<desc>nothing grew</desc>"));
  const std::string svg = without_assets(render_growth(growing(1000, 750), old));
  CHECK_FALSE(contains(svg, "<path"));
  CHECK_FALSE(contains(svg, "holds them"));
  CHECK(contains(svg, "750 bytes are new, 0 bytes are growth of kept objects"));
}

TEST_CASE("a picture of nothing says so") {
  Heap heap;
  const Snapshot snapshot = heap.root("r", heap.table({})).load();
  const std::vector<Drawn> frames = frames_of(render("svg", snapshot, &snapshot));
  REQUIRE(frames.size() == 1);
  CHECK(frames[0].title == "nothing new");
  CHECK(frames[0].label == "nothing new");
  CHECK(frames[0].width == 1180);
}

TEST_CASE("names with every byte, and names made to break a document") {
  std::vector<std::string> names = {"]]>",
                                    "</script>",
                                    "</title><script>alert(1)</script>",
                                    "&amp;",
                                    "a\"b'c",
                                    "",
                                    "\u202edesrever",
                                    "__proto__",
                                    "$&",
                                    std::string(10000, 'w'),
                                    "\U0001F600\u4e2d\u6587",
                                    "-->",
                                    "<![CDATA["};
  for (int byte = 0; byte < 256; ++byte) {
    // JSON cannot have bytes that are not UTF-8, so their numbers are taken as code points.
    std::string name;
    if (byte < 0x80) {
      name = std::string(1, static_cast<char>(byte));
    } else {
      name = {static_cast<char>(0xc0 | (byte >> 6)), static_cast<char>(0x80 | (byte & 0x3f))};
    }
    names.push_back(name + "x" + name);
  }
  Heap heap;
  heap.size = 64;
  Heap::Pairs pairs;
  for (const std::string& name : names) {
    const Ref key = heap.string(name);
    pairs.emplace_back(key, heap.table({}));
  }
  const std::string svg =
      render("svg", heap.root("]]>", heap.table(pairs)).load(), nullptr, {"<&\x01>", 20000});
  check_characters(svg);
  CHECK_FALSE(contains(svg, "<script>alert"));
  CHECK(contains(svg, "<title>\\x00x\\x00 ("));
  CHECK(contains(svg, "<title>&quot;&quot; ("));
  CHECK(contains(svg, "<title>\\u{202e}desrever ("));
  CHECK(contains(svg, "<title>]]&gt; ("));
  CHECK(contains(svg, "<title>&lt;&amp;\\x01&gt;</title>"));
  // The only end of a CDATA section is that of the script.
  CHECK(svg.find("]]>") == svg.rfind("]]>"));
  CHECK(frames_of(svg).size() == names.size() + 2);
}

TEST_CASE("drawn frames tile, and labels fit them, at every width") {
  const Snapshot snapshot = load_snapshot(testdata("snapshots/game.2.json").string());
  for (const std::uint32_t width : {min_picture_width, 600U, 1200U, 3000U, max_picture_width}) {
    INFO(width);
    const std::vector<Drawn> frames = frames_of(render("svg", snapshot, nullptr, {"t", width}));
    REQUIRE(frames.size() > 20);
    std::string first_fault;
    for (const Drawn& frame : frames) {
      const auto found = [&](bool is_fault, const char* what) {
        if (is_fault && first_fault.empty()) {
          first_fault = "frame at " + std::to_string(frame.x) + ", " + std::to_string(frame.y) + " " + what;
        }
      };
      found(frame.x < 10 || frame.x + frame.width > width - 10 + 0.001 || frame.width < 0.49,
            "lies outside the picture");
      // A character of the widest font takes 7.3 px.
      found(!frame.label.empty() && 3 + 7.3 * static_cast<double>(display_width(frame.label)) > frame.width,
            "is too narrow for its label");
      const double above = frame.y - 17;
      bool has_parent = above < frames[0].y;
      for (const Drawn& other : frames) {
        const bool overlaps = &other != &frame && other.y == frame.y &&
                              other.x < frame.x + frame.width - 0.001 &&
                              frame.x < other.x + other.width - 0.001;
        found(overlaps, "overlaps another");
        if (other.y == above && other.x <= frame.x + 0.001 &&
            other.x + other.width >= frame.x + frame.width - 0.001) {
          has_parent = true;
        }
      }
      found(!has_parent, "lies under no other");
    }
    CHECK(first_fault == "");
  }
}

TEST_CASE("a deep heap gives a picture of sensible height") {
  Heap heap;
  Ref below = heap.table({});
  for (int i = 0; i < 5000; ++i) below = heap.record({{"level" + std::to_string(i), below}});
  const std::string svg = render("svg", heap.root("r", below).load());
  CHECK(contains(svg, "more rows below are too deep to draw"));
  CHECK(std::stoi(svg.substr(svg.find("height=\"") + 8)) < 6000);
}

TEST_CASE("huge totals do not overflow") {
  Heap heap;
  heap.size = 4294967295;
  std::vector<Ref> buffers;
  for (int i = 0; i < 40000; ++i) buffers.push_back(heap.object("buffer"));
  const Ref key = heap.string("half");
  const Ref half = heap.table({}, buffers);
  const Ref other = heap.table({{key, half}}, {});
  const std::vector<Drawn> frames =
      frames_of(render("svg", heap.root("r", other).load(), nullptr, {"t", 20000}));
  REQUIRE(frames.size() == 3);
  CHECK(frames[2].width <= frames[1].width);
  CHECK(frames[2].width > 19900);
}

TEST_CASE("jsonl rows are exact") {
  Heap heap;
  heap.size = 10;
  const Ref leaf = heap.table({});
  const Ref key = heap.string("a \"quoted\" name");
  CHECK(render("jsonl", heap.root("r", heap.table({{key, leaf}})).load()) ==
        R"({"id":0,"parent":null,"name":"","self_bytes":0,"self_objects":0,"total_bytes":30,"total_objects":3}
{"id":1,"parent":0,"name":"r","self_bytes":20,"self_objects":2,"total_bytes":30,"total_objects":3}
{"id":2,"parent":1,"name":"a \"quoted\" name","self_bytes":10,"self_objects":1,"total_bytes":10,"total_objects":1}
)");
}

TEST_CASE("folded lines have paths whose names cannot be mistaken for others") {
  Heap heap;
  heap.size = 10;
  const Ref leaf = heap.table({});
  const Ref key = heap.string("a;b\nc");
  CHECK(render("folded", heap.root("r", heap.table({{key, leaf}})).load()) == "r 20\nr;a\\x3bb\\x0ac 10\n");
}

TEST_CASE("folded paths end where the format would explode, and their sum stays true") {
  Heap heap;
  heap.size = 1;
  const Ref next = heap.string("n");
  for (int i = 0; i < 3000; ++i) heap.table({{next, heap.next(1)}});
  heap.table({});
  std::istringstream lines(render("folded", heap.root("r", Ref{next.address + 0x10}).load()));
  std::size_t count = 0;
  std::uint64_t sum = 0;
  for (std::string line; std::getline(lines, line); ++count) sum += std::stoull(line.substr(line.rfind(' ')));
  CHECK(count == 1000);
  CHECK(sum == 3002);
}

TEST_CASE("the format follows the name of the file") {
  CHECK(format_by_extension("out.jsonl")->name == "jsonl");
  CHECK(format_by_extension("a.b/out.folded")->name == "folded");
  CHECK(format_by_extension("out") == nullptr);
  CHECK(format_by_extension("") == nullptr);
  CHECK(format_by_name("jsonl") != nullptr);
  CHECK(format_by_name("nonsense") == nullptr);
}

TEST_CASE("one name, one colour, whatever it holds") {
  Heap heap;
  const Ref same = heap.string("same");
  const Ref other = heap.string("other");
  const Ref a = heap.table({{same, heap.table({})}});
  const Ref b = heap.table({{same, heap.string("text")}});
  PictureOptions picture;
  picture.colors = Colors::name;
  const std::string svg =
      render("svg", heap.root("r", heap.table({{heap.string("a"), a}, {other, b}})).load(), nullptr, picture);
  static const std::regex named("<title>same [^<]*</title><rect [^>]*fill=\"(#[0-9A-F]{6})\"");
  std::vector<std::string> colours;
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), named); at != std::sregex_iterator(); ++at) {
    colours.push_back((*at)[1]);
  }
  REQUIRE(colours.size() == 2);
  CHECK(colours[0] == colours[1]);
  CHECK(contains(svg, "data-palette=\"#A6CEE3 "));
}

TEST_CASE("narrow frames are in the table and, below --min-width, nowhere else") {
  Heap heap;
  heap.size = 1;
  const Ref small = heap.table({});
  heap.size = 9999;
  const Ref key = heap.string("tiny");
  const Snapshot snapshot = heap.root("r", heap.table({{key, small}})).load();
  CHECK_FALSE(contains(render("svg", snapshot), "<title>tiny"));
  CHECK(contains(render("svg", snapshot), "tiny\n"));
  PictureOptions picture;
  picture.min_width = 0;
  CHECK(contains(render("svg", snapshot, nullptr, picture), "<title>tiny"));
  picture.min_width = 20000;
  CHECK(frames_of(render("svg", snapshot, nullptr, picture)).size() == 1);
}
