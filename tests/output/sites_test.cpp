// SPDX-License-Identifier: MIT
// What text, Markdown, JUnit and the picture show of findings.
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/text.h"
#include "heapgraph/output.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/findings.h"
#include "support/picture.h"
#include "support/trees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

std::string written(std::string_view format, const Analysis& analysis, const TextOptions& text = {}) {
  std::ostringstream out;
  format_by_name(format)->write(out, result_of(analysis, {}, text));
  return out.str();
}

/// Output of a format for an answer about real dumps whose findings were made by hand.
std::string shown(std::string_view format, const std::vector<Dump>& dumps,
                  const std::optional<Findings>& findings, Question question = {}, std::size_t width = 100) {
  question.folds = true;
  Analysis analysis = report_on(dumps, question);
  analysis.findings = findings;
  TextOptions text;
  text.width = static_cast<std::uint32_t>(width);
  text.cuts_to_width = true;
  return written(format, analysis, text);
}

std::vector<Dump> game() {
  return real_dumps("game", {1, 2});
}

std::string section_of(const std::string& text, const std::string& title) {
  const std::size_t begin = text.find(title + "\n");
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find("\n\n", begin) - begin + 1);
}

Findings with_place(const std::string& place) {
  Findings findings = leaking_handlers();
  findings.sites.resize(1);
  findings.sites[0].place = place;
  return findings;
}

}  // namespace

TEST_CASE("a report begins with the verdict, then the total, then the limits, then the sites") {
  Question limited;
  Limit whole;
  whole.bytes = 1;
  limited.budget.limits = {whole};
  const std::string text = shown("text", game(), leaking_handlers(), limited);
  CHECK(text.starts_with(
      "90.9% of the growth hangs from _G.World.Heartbeat.handlers: 300 new functions anonymous\n"
      "(game.luau:23) hold 100.0 KB. They are also held by _G.World.PlayerLeft.handlers; cutting both frees\n"
      "100.0 KB; cutting only the first frees 1.5 KB.\n"
      "+208,644 bytes: 204,548 new in 1,601 objects"));
  CHECK(text.find("FAILED: 1 of 1 limit exceeded") < text.find("Where memory hangs"));
  CHECK(text.find("FAILED: 1 of 1 limit exceeded") > text.find("204,548"));
}

TEST_CASE("the table of sites has amounts, what and where, and what else there is to say") {
  const std::string table =
      section_of(shown("text", game(), leaking_handlers()), "Places that gained memory");
  CHECK(table == R"(Places that gained memory
      net  share  count    frees  what                               where
+100.0 KB  90.9%    300   1.5 KB  function anonymous (game.luau:23)  _G.World.Heartbeat.handlers
                                    a list that only grows at its tail
                                    also held by _G.World.PlayerLeft.handlers; cutting both frees
                                    100.0 KB
 +10.0 KB   9.1%      7  10.0 KB  table {id, items, name}            _G.Pool.items
                                    20.0 KB new, 1.0 KB grown, 2.0 KB moved in, less 10.0 KB freed,
                                    2.0 KB moved out, 1.0 KB shrunk
                                    also held by a, b, c and 2 more; cutting all of them frees 23.0
                                    KB
  -1.0 KB             1   1.0 KB  table {at, text}                   _G.World["Session Log"]
                                    1.0 KB new, less 2.0 KB freed
                                    known, so it counts for no limit
      0 B   0.0%                  12 more places: --top shows them
)");
}

TEST_CASE("a narrow table of sites has what and where below the numbers") {
  Findings findings = leaking_handlers();
  findings.sites.resize(1);
  const std::string table = section_of(shown("text", game(), findings, {}, 60), "Places that gained memory");
  CHECK(table == R"(Places that gained memory
      net   share  count   frees
  what
  where
+100.0 KB  100.0%    300  1.5 KB
  function anonymous (game.luau:23)
  _G.World.Heartbeat.handlers
  a list that only grows at its tail
  also held by _G.World.PlayerLeft.handlers; cutting both
  frees 100.0 KB
      0 B    0.0%
  12 more places: --top shows them
)");
}

TEST_CASE("a place is cut in the middle, and only where there is no room") {
  const std::string place = "_G." + std::string(120, 'x') + ".end";
  const std::string cut = shown("text", game(), with_place(place));
  CHECK_FALSE(cut.find(place) != std::string::npos);
  CHECK_THAT(cut, containing("x….") || containing("x…x"));
  CHECK_THAT(cut, containing("xxx.end\n"));
  CHECK_THAT(shown("text", game(), with_place(place), {}, 200), containing(place));
  // A place that does not fit beside what hangs there has a line of its own.
  CHECK_THAT(shown("text", game(), with_place("_G." + std::string(50, 'y'))),
             containing("\n                                    _G." + std::string(50, 'y') + "\n"));
  for (const std::size_t width : {46U, 60U, 80U, 100U, 300U}) {
    std::istringstream lines(
        section_of(shown("text", game(), with_place(place), {}, width), "Places that gained memory"));
    std::string title;
    std::getline(lines, title);
    for (std::string line; std::getline(lines, line);) CHECK(display_width(line) <= width);
  }
}

TEST_CASE("markdown has the verdict in bold, and names as code") {
  const std::string text = shown("markdown", game(), leaking_handlers());
  CHECK(text.starts_with(
      "**90.9% of the growth hangs from `_G.World.Heartbeat.handlers`: 300 new functions anonymous "
      "(`game.luau:23`) hold 100.0 KB. They are also held by `_G.World.PlayerLeft.handlers`; cutting both "
      "frees 100.0 KB; cutting only the first frees 1.5 KB.**\n\n"
      "+208,644 bytes: 204,548 new in 1,601 objects, 4,096 by which 3 kept tables grew; -38 freed in 1 "
      "object: net +208,606\n\n"));
  CHECK_THAT(text,
             containing("### Places that gained memory\n\n"
                        "| net | share | count | frees | what | where |\n"
                        "|--:|--:|--:|--:|---|---|\n"
                        "| +100.0 KB | 90.9% | 300 | 1.5 KB | `function anonymous (game.luau:23)` | "
                        "`_G.World.Heartbeat.handlers`<br>a list that only grows at its tail<br>also held "
                        "by `_G.World.PlayerLeft.handlers`; cutting both frees 100.0 KB |\n"));
  CHECK_THAT(text, containing("| 0 B | 0.0% |  |  | 12 more places: --top shows them |  |\n"));
}

TEST_CASE("what may be the hash of a commit is code in markdown") {
  Findings findings = with_place("x");
  findings.verdict = "All hangs from x deadbeef 1234567 y: 123456 new tables hold 1,234,567 B.";
  CHECK(shown("markdown", game(), findings)
            .starts_with("**All hangs from x `deadbeef 1234567` y: 123456 new tables hold 1,234,567 B.**\n"));
}

TEST_CASE("no name in a verdict or a row of sites is markup") {
  const std::string evil =
      "_G[\"a `b` |c| @user <b>x</b> **y** www.example.com #12 [z](javascript:q) is 5\"]";
  Findings findings = with_place(evil);
  findings.verdict = "All hangs from " + evil + ": 3 new tables {id, name} of @team (x.luau:1) hold 1 B.";
  findings.sites[0].what = evil;
  findings.sites[0].also_held_by = {evil};
  const std::string text = shown("markdown", game(), findings);
  const std::string code =
      "`_G[\"a 'b' \\|c\\| @user <b>x</b> **y** www.example.com #12 [z](javascript:q) is 5\"]`";
  // Bars have a meaning in tables only.
  std::string code_in_line = code;
  for (std::size_t at = 0; (at = code_in_line.find("\\|", at)) != std::string::npos;)
    code_in_line.erase(at, 1);
  CHECK(text.starts_with("**All hangs from " + code_in_line +
                         ": 3 new tables `{id, name}` of `@team (x.luau:1)` hold 1 B.**\n"));
  CHECK_THAT(text, containing("| " + code + " | " + code + "<br>a list"));
  CHECK_THAT(text, containing("also held by " + code + "; cutting both frees"));
  // Nothing of it stands outside of code.
  std::string outside;
  bool is_code = false;
  for (const char c : text.substr(0, text.find("### By"))) {
    if (c == '`') is_code = !is_code;
    if (!is_code) outside += c;
  }
  for (const char* part : {"@", "<b>", "www", "#12", "javascript", "**y", "_"}) {
    INFO(part);
    CHECK(outside.find(part) == std::string::npos);
  }
}

TEST_CASE("sites of one dump, of a series and by path have columns of their own") {
  std::vector<Dump> one;
  one.push_back({"2.json", real_dump("game", 2)});
  const std::string live = shown("text", one, players_of_one_dump());
  CHECK(live.starts_with("62.0% of 3.2 MB is held by _G.World.players"));
  CHECK_THAT(live, containing("What holds the memory\n"
                              " bytes  share  count   frees  what                      where\n"
                              "2.0 KB   0.4%     51  1.0 KB  table {id, items, stats}  _G.World.players\n"));

  const std::string series = shown("text", real_dumps("game", {1, 2, 3}), list_and_cache());
  CHECK_THAT(series, containing("Places that gained memory and kept it\n"));
  CHECK_THAT(series, containing("_G.List\n                                   0 B → +10.0 KB → +20.0 KB\n"));
  CHECK_THAT(series, containing("0 B → +10.0 KB → +11.0 KB, saturating: it grows less each time\n"));

  Question by_path;
  by_path.match = MatchBy::path;
  const std::string change = shown("text", real_dumps("churn", {1, 2}), leaking_handlers(), by_path);
  CHECK_THAT(change, containing("Where the two heaps differ\n"
                                "   change   before     after  count  what"));
  CHECK_THAT(change, containing(" +10.0 KB  13.0 KB   23.0 KB      7  table {id, items, name}"));
}

TEST_CASE("a failed limit of JUnit says what leaks") {
  Question limited;
  Limit small;
  small.bytes = 1;
  Limit large;
  large.bytes = 1000000000;
  limited.budget.limits = {small, large};
  const std::string xml = shown("junit", game(), leaking_handlers(), limited);
  CHECK_THAT(xml,
             containing("the limit is 1 B. 90.9% of the growth hangs from _G.World.Heartbeat.handlers: 300"));
  CHECK_THAT(xml, containing("the limit is 953.7 MB</system-out>"));
}

TEST_CASE("the head of a picture begins with the verdict, and grows with it") {
  Findings findings = leaking_handlers();
  const std::string svg = without_assets(shown("svg", game(), findings));
  CHECK_THAT(svg, containing("<desc>90.9% of the growth hangs from _G.World.Heartbeat.handlers: 300"));
  CHECK_THAT(
      svg, containing("cutting only the first frees 1.5 KB.\n+208,644 bytes: 204,548 new in 1,601 objects"));
  CHECK_THAT(svg, containing("<g font-weight=\"bold\">\n<text x=\"10\" y=\"20\">90.9% of the growth"));
  CHECK_THAT(svg, containing("</g>\n<text x=\"10\" y=\"54\">+208,644 bytes: 204,548 new"));
  const auto top_of_frames = [&](const std::string& verdict) {
    findings.verdict = verdict;
    return frames_of(shown("svg", game(), findings)).front().y;
  };
  const double with_one_line = top_of_frames("Nothing leaks.");
  CHECK(top_of_frames(leaking_handlers().verdict) == with_one_line + 17);
  CHECK(frames_of(shown("svg", game(), std::nullopt)).front().y == with_one_line - 17);
}

TEST_CASE("the sites of a picture lead to their nodes, and say what cutting frees and what else holds") {
  Findings findings = leaking_handlers();  // there is no Pool
  findings.sites[1].path = "mainthread/*/World/Session Log/**";
  findings.sites[1].place = "<\"&";
  const nlohmann::json sites = facts_of(shown("svg", game(), findings))["sites"];
  REQUIRE(sites.size() == 2);
  CHECK(sites[0][1] == "_G.World.Heartbeat.handlers");
  CHECK(sites[0][2] == "+100.0 KB");
  const std::vector<std::string> notes = sites[0][3];
  CHECK(notes ==
        std::vector<std::string>{"300 × function anonymous (game.luau:23)", "cutting here frees 1.5 KB",
                                 "also held by _G.World.PlayerLeft.handlers; cutting both frees 100.0 KB",
                                 "a list that only grows at its tail"});
  CHECK(sites[1][1] == "<\"&");
  CHECK(sites[1][2] == "+10.0 KB");
  // The nodes are those that the folded tree has at these paths.
  Question question;
  question.folds = true;
  const Analysis analysis = report_on(game(), question);
  const FoldedNodes& tree = analysis.folded->tree;
  const auto path_of = [&](std::size_t node) {
    std::string path;
    for (auto id = static_cast<FoldedId>(node); id != FoldedId::root; id = tree.nodes[index(id)].parent) {
      path.insert(0, path.empty() ? "" : "/").insert(0, tree.name(id));
    }
    return path;
  };
  CHECK(path_of(sites[0][0]) == "mainthread/__env/World/Heartbeat/handlers");
  CHECK(path_of(sites[1][0]) == "mainthread/__env/World/Session Log");

  for (Site& site : findings.sites) site.path = "mainthread/**";
  findings.sites.assign(20, findings.sites.front());
  CHECK(facts_of(shown("svg", game(), findings))["sites"].size() == 8);
}

TEST_CASE("with one dump a site of the picture says what is held, and without findings there is none") {
  std::vector<Dump> one;
  one.push_back({"2.json", real_dump("game", 2)});
  CHECK(facts_of(shown("svg", one, players_of_one_dump()))["sites"].empty());
  Findings findings = players_of_one_dump();
  findings.sites[0].path = "mainthread/__env/World/**";
  const nlohmann::json sites = facts_of(shown("svg", one, findings))["sites"];
  REQUIRE(sites.size() == 1);
  CHECK(sites[0][1] == "_G.World.players");
  CHECK(sites[0][2] == "2.0 KB");
  CHECK(facts_of(shown("svg", game(), std::nullopt))["sites"].empty());
}

TEST_CASE("a picture says where it comes from, and has its notices below the frames") {
  const std::vector<Dump> dumps = game();
  Question question;
  question.tree = TreeKind::dominators;
  question.measure = Measure::live;
  Analysis analysis = report_on(dumps, question);
  analysis.notices = {{Notice::Kind::garbage, "2.json", 0, "2.json: a third is garbage"}};
  const std::string svg = written("svg", analysis);
  const nlohmann::json facts = facts_of(svg);
  CHECK(facts["provenance"] ==
        "1.json → 2.json · --measure live --tree dominators · heapgraph " HEAPGRAPH_EXPECTED_VERSION);
  CHECK(facts["notices"] == nlohmann::json::array({"2.json: a third is garbage"}));
  CHECK(facts["counted"] ==
        "alive: 561,587 bytes in 3,867 objects; no root reaches 1,665 bytes in 50 objects");
  CHECK_THAT(svg, containing("<title>1.json → 2.json</title>"));
  CHECK_THAT(svg, containing(">1.json → 2.json · --measure live --tree dominators · heapgraph "));
  CHECK_THAT(svg, containing("<g data-part=\"notices\">\n<text x=\"10\" y=\""));
  std::ostringstream titled;
  format_by_name("svg")->write(titled, result_of(analysis, {"After 50 players left"}));
  const std::string provenance = facts_of(titled.str())["provenance"];
  CHECK(provenance.starts_with("After 50 players left: 1.json → 2.json · --measure live"));
  analysis.dumps = {"a/1.json", "b/1.json"};
  CHECK_THAT(written("svg", analysis), containing("<title>a/1.json → b/1.json</title>"));
  analysis.dumps = {"a/1.json", "b/2.json", "c/3.json", "4", "5", "6", "7\n"};
  CHECK_THAT(written("svg", analysis), containing("<title>1.json → 2.json → … → 5 → 6 → 7\\x0a</title>"));
}

TEST_CASE("what grey stands for is said by the measure") {
  Question question;
  CHECK_THAT(written("svg", report_on(game(), question)), containing(">other, or nothing new itself</text>"));
  question.measure = Measure::freed;
  CHECK_THAT(written("svg", report_on(game(), question)),
             containing(">other, or nothing freed itself</text>"));
  question.measure = Measure::live;
  CHECK_THAT(written("svg", report_on(game(), question)), containing(">other</text>"));
}
