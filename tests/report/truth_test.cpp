// SPDX-License-Identifier: MIT
// Verdicts and signatures for programs whose leak is known: `testdata/truth/NAME.N.json.zst`.
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "heapgraph/analyze.h"
#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/check.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

Dump dump_of(const std::string& program, int number) {
  const std::filesystem::path path =
      testdata("truth/" + program + "." + std::to_string(number) + ".json.zst");
  return {path.filename().string(), load_snapshot(utf8_name(path))};
}

bool has_dump(const std::string& program, int number) {
  return std::filesystem::exists(testdata("truth/" + program + "." + std::to_string(number) + ".json.zst"));
}

Findings findings_of(const std::string& program, int first, unsigned threads = 2) {
  std::vector<Dump> dumps;
  dumps.push_back(dump_of(program, first));
  dumps.push_back(dump_of(program, first + 1));
  Question question;
  question.measure = Measure::growth;
  question.identity = Identity::automatic;
  question.sites = true;
  return *analyze(question, dumps, {.threads = threads, .begin_phase = {}}).findings;
}

std::string first_sentence(const std::string& verdict) {
  const std::size_t end = verdict.find(". ");
  return end == std::string::npos ? verdict : verdict.substr(0, end + 1);
}

/// The programs that leak, and the place that their first sentence must name.
const std::vector<std::pair<std::string, std::string>>& leaking_programs() {
  static const std::vector<std::pair<std::string, std::string>> programs = {
      {"closures", R"(Http\.handle\b)"},
      {"code", R"(Formulas\.byId\b)"},
      {"coros", R"(Bus\.waiting\.lost\b)"},
      {"cref", R"(registry\b)"},
      {"events", R"(Events\.Chat\.slots\b)"},
      {"hidden", R"(Undo\.stack\b)"},
      {"holes", R"(Alerts\b)"},
      {"ids", R"(World\.players\b)"},
      {"inplace", R"(Metrics\b)"},
      {"list", R"(Journal\b)"},
      {"oop", R"(Entity\.new\b|\.all\b)"},
      {"promises", R"(Net\.unresolved\b)"},
      {"reusemix", R"(Server\.audit\b)"},
      {"settle", R"(App\.lru\b|Metrics\.hooks\b)"}};
  return programs;
}

}  // namespace

TEST_CASE("the first sentence names the place of a known leak") {
  for (const auto& [program, place] : leaking_programs()) {
    const std::string sentence = first_sentence(findings_of(program, 1).verdict);
    INFO(program << ": " << sentence);
    CHECK(std::regex_search(sentence, std::regex(place)));
    CHECK_FALSE(sentence.starts_with("Nothing leaks"));
  }
}

TEST_CASE("nothing is said to leak if what came went") {
  for (const std::string program : {"noleak", "noleak2"}) {
    const std::string verdict = findings_of(program, 1).verdict;
    INFO(program << ": " << verdict);
    CHECK(verdict.starts_with("Nothing leaks"));
  }
}

TEST_CASE("the first site of a known leak keeps its signature") {
  std::size_t compared = 0;
  for (const auto& [program, place] : leaking_programs()) {
    // What leaks between the first two dumps of `settle` is a cache that is full later.
    if (program == "settle" || !has_dump(program, 3)) continue;
    const Findings earlier = findings_of(program, 1);
    const Findings later = findings_of(program, 2);
    INFO(program);
    REQUIRE_FALSE(earlier.sites.empty());
    REQUIRE_FALSE(later.sites.empty());
    INFO(earlier.sites.front().path << " and " << later.sites.front().path);
    CHECK(earlier.sites.front().signature == later.sites.front().signature);
    ++compared;
  }
  CHECK(compared == 11);
}
