// SPDX-License-Identifier: MIT
// Pictures: what they say, that frames tile, and that no name breaks the document.
#include <regex>

#include "base/text.h"
#include "heapgraph/load.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/picture.h"
#include "support/text.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// XML must not hold these, whatever the heap does.
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
  CHECK(contains(svg, "<title>big (1,500 bytes, 75.0%); self: 1,500 bytes in 1 object</title>"));
  CHECK(contains(svg, "<desc>alive: 2,000 bytes in 3 objects\nheapgraph "));
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
    // What is no UTF-8 cannot stand in JSON; the code point of that number can.
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
  Question raw;
  raw.fold = Fold::nothing;
  raw.folds = true;
  const Analysis analysis = analyze(raw, dumps_of(heap.root("]]>", heap.table(pairs)).load()));
  std::ostringstream out;
  format_by_name("svg")->write(out, result_of(analysis, {"<&\x01>", 20000}));
  const std::string svg = out.str();
  check_characters(svg);
  CHECK_FALSE(contains(svg, "<script>alert"));
  CHECK(contains(svg, "<title>\\x00x\\x00 ("));
  CHECK(contains(svg, "<title>&quot;&quot; ("));
  CHECK(contains(svg, "<title>\\u{202e}desrever ("));
  CHECK(contains(svg, "<title>]]&gt; ("));
  CHECK(contains(svg, "<title>&lt;&amp;\\x01&gt;: "));
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
      // 7.3 px is a character of the widest of the fonts.
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
  for (int i = 0; i < 5000; ++i) {
    std::string name = "level";
    for (int rest = i; rest > 0; rest /= 10) name += static_cast<char>('p' + rest % 10);
    below = heap.record({{name, below}});
  }
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
  CHECK(facts_of(svg)["palette"][0] == "#A6CEE3");
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
