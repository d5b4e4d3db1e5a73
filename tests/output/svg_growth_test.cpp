// SPDX-License-Identifier: MIT
// What grew has a bar in the picture.
#include <regex>

#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/picture.h"
#include "support/text.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// A root that holds `kept`, of so many bytes, which holds `fresh` unless that has none.
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
  CHECK(frames[1].label == "r  1000 B");
  CHECK(frames[2].title ==
        "kept ↑ (1,000 bytes, 100.0%); self: 250 bytes in 1 object, of which 250 bytes are growth");
  CHECK(frames[2].label == "kept ↑  1000 B");
  CHECK(frames[3].title == "fresh (750 bytes, 75.0%); self: 750 bytes in 1 object");
  for (const std::size_t i : {0U, 1U, 2U}) CHECK(frames[i].bar == 295);  // a quarter of 1180
  CHECK(frames[3].bar == 0);
  CHECK(contains(svg, "+1,000 bytes: 750 new in 1 object, 250 by which 1 kept table grew"));
  CHECK(contains(svg, ">bar: growth of old objects; ↑ holds such objects</text>"));
  // Whose underscores stay above the bar.
  CHECK(
      contains(svg, "y=\"" + std::to_string(static_cast<int>(frames[2].y) + 10) + "\" stroke=\"none\">kept"));

  SECTION("by name too") {
    PictureOptions picture;
    picture.colors = Colors::name;
    const std::string by_name = render_growth(growing(1250, 750), old, picture);
    CHECK(contains(by_name, "↑ holds such objects</text>"));
    CHECK(contains(by_name, ">· one colour for each name; a colour may stand for several</text>"));
  }
  SECTION("a narrow picture has the whole summary, in more lines") {
    const std::string narrow = render_growth(growing(1250, 750), old, {"", 300});
    std::string lines;
    const std::size_t begin = narrow.find("<g data-part=\"header\">");
    static const std::regex line("<text x=\"10\" y=\"[0-9]+\">([^<]*)</text>");
    const std::string header = narrow.substr(begin, narrow.find("</g>\n<g stroke-width", begin) - begin);
    for (auto at = std::sregex_iterator(header.begin(), header.end(), line); at != std::sregex_iterator();
         ++at) {
      lines += (*at)[1].str() + " ";
    }
    CHECK(contains(lines, "+1,000 bytes: 750 new in 1 object, 250 by which 1 kept table grew "));
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
    picture.min_width = 15;  // two of them are wider, one is not
    const std::vector<Drawn> drawn =
        frames_of(render_growth(growing(1250, 750, 20), growing(1000, 0, 11), picture));
    REQUIRE(drawn.size() == 5);
    CHECK(drawn[4].title == "2 small frames, 18 bytes; all growth");
    CHECK(drawn[4].bar == drawn[4].width);
  }
  SECTION("other measures know nothing of it") {
    const Snapshot fresh = growing(1250, 750);
    const std::string without = still_of(render("svg", fresh, &old));
    for (const char* part : {"<path", "growth", "kept ↑", "holds them"}) CHECK_FALSE(contains(without, part));
  }
}

TEST_CASE("growth of nothing has no bars") {
  const Snapshot old = growing(1000, 0);
  CHECK(contains(render_growth(growing(1000, 0), old), "<desc>nothing is new, and nothing grew\nheapgraph "));
  const std::string svg = render_growth(growing(1000, 750), old);
  CHECK_FALSE(contains(still_of(svg), "<path"));
  CHECK_FALSE(contains(still_of(svg), "holds them"));
  CHECK(facts_of(svg)["counted"] == "+750 bytes: 750 new in 1 object");
}
