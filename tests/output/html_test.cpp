// SPDX-License-Identifier: MIT
// The explorer's page: its data, and that no name of a heap can leave them.
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "output/packed_text.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/packed.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

using Json = nlohmann::json;

std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string_view::npos);
  text.remove_prefix(from + begin.size());
  return text.substr(0, text.find(end));
}

Json data_of(std::string_view page) {
  return Json::parse(between(page, "<script type=\"application/json\" data-part=\"data\">", "</script>"));
}

Json unpacked(const Json& packed) {
  return Json::parse(inflated_base64(packed.get<std::string>()));
}

std::string page_of(const std::string& name, Question question = {}) {
  return write("html", real_dumps(name, {1, 2}), std::move(question));
}

Json section_named(const Json& sections, std::string_view region) {
  for (const Json& section : sections) {
    if (section.at("region") == region) return section;
  }
  FAIL("there is no section " << region);
  return {};
}

}  // namespace

TEST_CASE("bytes in base64") {
  CHECK(in_base64("") == "");
  CHECK(in_base64("f") == "Zg==");
  CHECK(in_base64("fo") == "Zm8=");
  CHECK(in_base64("foo") == "Zm9v");
  CHECK(in_base64("\xff\xfe") == "//4=");
}

TEST_CASE("a packed text is the text again") {
  std::string text;
  CHECK(inflated_base64(packed_text(text)) == text);
  for (std::size_t i = 0; i < 100000; ++i) text += std::to_string(i % 1000) + ",";
  const std::string packed = packed_text(text);
  CHECK(inflated_base64(packed) == text);
  CHECK(packed.size() < text.size() / 2);
  CHECK(packed_text(text) == packed);
}

TEST_CASE("the page has the tables of the report with the numbers of json") {
  const Json data = data_of(page_of("game"));
  const Json report = Json::parse(write("json", real_dumps("game", {1, 2})));
  CHECK(data.at("verdict") == report.at("verdict"));
  const Json sections = unpacked(data.at("sections"));
  const Json sites = section_named(sections, "Sites");
  REQUIRE(sites.at("rows").size() == report.at("sites").size());
  REQUIRE(data.at("sites").size() == report.at("sites").size());
  for (std::size_t i = 0; i < sites.at("rows").size(); ++i) {
    const Json& row = sites.at("rows").at(i);
    CHECK(row.at(0).at(1) == report.at("sites").at(i).at("net_bytes"));
    CHECK(row.at(3).at(1) == report.at("sites").at(i).at("frees_bytes"));
    CHECK(row.at(5) == report.at("sites").at(i).at("place"));
  }
  const Json types = section_named(sections, "Types");
  REQUIRE(types.at("rows").size() == report.at("types").size());
  for (std::size_t i = 0; i < types.at("rows").size(); ++i) {
    CHECK(types.at("rows").at(i).at(0).at(1) == report.at("types").at(i).at("bytes"));
    CHECK(types.at("rows").at(i).at(2).at(1) == report.at("types").at(i).at("objects"));
    CHECK(types.at("rows").at(i).at(3) == report.at("types").at(i).at("type"));
  }
  CHECK(section_named(sections, "Functions").at("rows").size() == report.at("functions").size());
  CHECK(section_named(sections, "How it adds up").at("rows").size() > 5);
}

TEST_CASE("a site that the first tree does not have is in another one") {
  const Json data = data_of(page_of("churn"));
  const Json& trees = data.at("trees");
  std::set<std::string> shown;
  REQUIRE(data.at("treesOfSites").size() == data.at("sites").size());
  for (std::size_t i = 0; i < data.at("sites").size(); ++i) {
    if (data.at("sites").at(i).is_null()) continue;
    const Json& tree = trees.at(data.at("treesOfSites").at(i).get<std::size_t>());
    CHECK(tree.at("kind") == "paths");
    CHECK(tree.at("split") == false);
    shown.insert(tree.at("shown").get<std::string>());
  }
  CHECK(shown == std::set<std::string>{"freed", "growth"});
}

TEST_CASE("the page has packed trees, words for each of them, and objects") {
  const Json data = data_of(page_of("game"));
  std::set<std::string> shown;
  for (const Json& tree : data.at("trees")) {
    shown.insert(tree.at("shown").get<std::string>());
    CHECK_FALSE(inflated_base64(tree.at("folded").get<std::string>()).empty());
    REQUIRE(unpacked(tree.at("objects")).size() == 2);
  }
  CHECK(shown == std::set<std::string>{"change", "freed", "growth", "live"});
  for (const std::string& each : shown) CHECK_FALSE(data.at("shown").at(each).at("legend").empty());
  CHECK(data.at("shown").at("growth").at("words") == "new + growth");
  const Json heap = unpacked(data.at("heap"));
  const std::size_t links = heap.at("links").at("parents").size();
  for (const char* column : {"leftOut", "edges", "words", "bytes", "retained", "isNew"}) {
    CHECK(heap.at("links").at(column).size() == links);
  }
  CHECK(heap.at("objects").at("links").size() == heap.at("objects").at("holders").size());
  CHECK(data.at("retainingMost").size() == 100);
}

TEST_CASE("the page says what was asked: answers, limits, comparisons") {
  Question question;
  question.why = std::string("mainthread/**");
  CHECK(section_named(unpacked(data_of(page_of("game", question)).at("sections")), "Why")
            .at("title")
            .get<std::string>()
            .find("mainthread/**") != std::string::npos);
  Question limited;
  limited.budget.limits = {parse_limit("1KB")};
  const Json sections = unpacked(data_of(page_of("game", limited)).at("sections"));
  CHECK(sections.at(0).at("region") == "Limits");
  CHECK(sections.at(0).at("title") == "FAILED: 1 of 1 limit exceeded");
  Question by_path;
  by_path.match = MatchBy::path;
  const Json compared = data_of(page_of("game", by_path));
  CHECK(compared.at("trees").at(0).at("shown") == "change");
  CHECK(compared.at("shown").size() == 2);
}

TEST_CASE("names of a heap cannot leave the data of the page or become markup") {
  const std::string_view name = "</script><img src=x onerror=alert(1)><!--\x1b[31m ]]> & \"";
  Heap heap;
  const Ref text = heap.string(name);
  const Ref registry = heap.record({{std::string(name), text}});
  const std::string page = write("html", dumps_of(heap.root("registry", registry).load()));
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("<!--") == std::string::npos);
  CHECK(page.find('\x1b') == std::string::npos);
  const std::string_view data = between(page, "data-part=\"data\">", "</script>");
  CHECK(data.find('<') == std::string_view::npos);
  CHECK(unpacked(data_of(page).at("heap")).at("links").at("edges").dump().find("onerror") !=
        std::string::npos);
}

TEST_CASE("what is not data takes little of the page") {
  constexpr std::size_t most = std::size_t{60} * 1024;
  Heap heap;
  const Ref text = heap.string("a");
  const std::string page = write("html", dumps_of(heap.root("registry", text).load()));
  CHECK(page.size() < most);
}
