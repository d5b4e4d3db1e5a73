// SPDX-License-Identifier: MIT
// No line of an output is a command to a CI runner, whatever the names of a heap are.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"
#include "heapgraph/output.h"
#include "output/xml.h"
#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

/// What a runner looks for in a line, found another way than the library does: `::` where a line begins, and
/// `##`, letters and a bracket anywhere.
bool is_command(std::string line) {
  for (const std::string space : {" ", "\t", "\u00a0", "\u3000"}) {
    while (line.substr(0, space.size()) == space) line.erase(0, space.size());
  }
  if (line.substr(0, 2) == "::") return true;
  for (const std::string command : {"##[", "##vso[", "##VSO[", "##teamcity[", "##x["}) {
    if (line.find(command) != std::string::npos) return true;
  }
  return false;
}

const std::vector<std::string> tricks = {"::set-output name=x::y",
                                         " ::warning::w",
                                         "\u00a0::error::e",
                                         "a ::debug::d ::x",
                                         ":",
                                         "::",
                                         "##[error]e",
                                         "a##[group]b",
                                         "##vso[task.x]y",
                                         "##VSO[task.x]y",
                                         "###[x]",
                                         "##[##[x]",
                                         "##teamcity[x 'y']",
                                         "\n::stop-commands::x",
                                         "\u3000::add-mask::",
                                         "##",
                                         "#",
                                         "a b ::c::"};

Heap heap_of(const std::vector<std::string>& names, int times) {
  Heap heap;
  std::uint8_t category = 0;
  for (const std::string& name : names) {
    heap.category = category;
    heap.name_category(category++, name);
    std::vector<Ref> items;
    for (int i = 0; i < times; ++i) items.push_back(heap.table({}));
    const Ref code = heap.object("function", {text("name", name), text("source", name), number("line", 1)});
    const Ref list = heap.table({}, items);
    heap.root(name, heap.table({{heap.string(name), list}, {code, list}}, {code}));
  }
  return heap;
}

void check_lines(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK_FALSE(is_command(line));
  }
}

std::string written(const Format& format, const std::vector<Dump>& dumps, Question question,
                    std::uint32_t width, const std::string& title) {
  ask_for(question, format);
  const Analysis analysis = analyze(question, dumps);
  PictureOptions picture;
  picture.title = title;
  TextOptions options;
  options.width = width;
  std::ostringstream out;
  format.write(out, result_of(analysis, picture, options));
  return out.str();
}

std::vector<Dump> dumps_named(const std::string& name, Snapshot old, Snapshot snapshot) {
  std::vector<Dump> dumps;
  dumps.push_back({name, std::move(old)});
  dumps.push_back({name, std::move(snapshot)});
  return dumps;
}

}  // namespace

TEST_CASE("no line of any format is a command to a CI runner") {
  std::vector<std::vector<std::string>> heaps = {tricks};
  for (const std::string& trick : tricks) heaps.push_back({trick});
  for (const std::vector<std::string>& names : heaps) {
    const std::string& name = names.front();
    const std::vector<Dump> dumps = dumps_named(name, heap_of(names, 1).load(), heap_of(names, 40).load());
    Question question;
    Limit limit;
    limit.bytes = 1;
    limit.reason = name;
    question.budget.limits.push_back(limit);
    for (const Format& format : formats()) {
      INFO(format.name);
      for (const std::uint32_t width : {20U, 60U, 100U}) {
        check_lines(written(format, dumps, question, width, name));
        if (format.name != "text") break;
      }
      if (!format.needs_report) continue;
      Question why = question;
      why.why = "0x55d000000010";
      check_lines(written(format, dumps, why, 30, name));
    }
  }
}

TEST_CASE("JSON without commands has the same names") {
  std::vector<std::string> names;
  for (const std::string& trick : tricks) {
    if (trick.find('\n') == std::string::npos) names.push_back(trick);
  }
  std::vector<std::string> found;
  std::istringstream lines(write("jsonl", dumps_of(heap_of(names, 1).load())));
  for (std::string line; std::getline(lines, line);) {
    found.push_back(nlohmann::json::parse(line)["name"].get<std::string>());
  }
  const nlohmann::json report = nlohmann::json::parse(write("json", dumps_of(heap_of(names, 1).load())));
  for (const std::string& name : names) {
    INFO(name);
    CHECK(std::find(found.begin(), found.end(), name) != found.end());
    CHECK(std::any_of(report["nodes"].begin(), report["nodes"].end(),
                      [&](const nlohmann::json& node) { return node["name"] == name; }));
  }
}

TEST_CASE("XML has no command that its texts do not escape themselves") {
  CHECK(escaped_xml("##[x] ###vso[y] # ## [z]") == "&#35;#[x] #&#35;#vso[y] # ## [z]");
}

TEST_CASE("an error is one line and no command") {
  const Error error(FilePlace{"a\n::b::c", 3, 0}, "no \x1b[31m##vso[x]", "see\r\n##[y]");
  CHECK(std::string(error.what()) == "a\\x0a::b::c:3: no \\x1b[31m\\x23#vso[x]; see\\x0d\\x0a\\x23#[y]");
  CHECK(std::string(Error("::p", "a").what()) == "\\x3a:p; a");
}

TEST_CASE("a picture has a width") {
  const std::vector<Dump> dumps = dumps_of(heap_of({"r"}, 1).load());
  const Analysis analysis = report_on(dumps);
  const auto with = [](std::uint32_t width, double min_width) {
    PictureOptions picture;
    picture.width = width;
    picture.min_width = min_width;
    return picture;
  };
  CHECK_NOTHROW(result_of(analysis, with(min_picture_width, 0)));
  CHECK_THROWS_AS(result_of(analysis, with(min_picture_width - 1, 0)), Error);
  CHECK_THROWS_AS(result_of(analysis, with(max_picture_width + 1, 0)), Error);
  CHECK_THROWS_AS(result_of(analysis, with(1200, std::nan(""))), Error);
  CHECK_THROWS_AS(result_of(analysis, with(1200, -0.1)), Error);
  CHECK_THROWS_AS(result_of(analysis, with(1200, 1e9)), Error);
}
