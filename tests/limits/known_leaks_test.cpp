// SPDX-License-Identifier: MIT
// Leaks are recognised in another run, whose addresses and sizes differ.
#include "limits/known_leaks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "base/platform.h"
#include "heapgraph/analyze.h"
#include "heapgraph/budget.h"
#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/path_pattern.h"
#include "tree/pattern_below.h"
#include "tree/signature.h"
#include "tree/subtrees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

struct Run {
  std::string name = "handlers";
  std::string type = "table";
  int strangers = 0;  ///< number of objects made before, so that addresses differ
  int links = 50;     ///< number of links in a list that leaks too
  std::int64_t size = 100;
};

Snapshot dump_of(const Run& run) {
  Heap heap;
  heap.size = 1;
  for (int i = 0; i < run.strangers; ++i) heap.table({});
  const Ref next = heap.string("next");
  heap.size = run.size;
  const Ref leak = heap.object(run.type);
  const Ref list = heap.next();
  for (int i = 0; i < run.links; ++i) heap.table({{next, heap.next(1)}});
  heap.table({});
  heap.size = 0;
  const Ref world = heap.record({{run.name, leak}, {"list", list}});
  return heap.root("main", heap.record({{"World", world}})).load();
}

FoldedId node_at(const FoldedTree& folded, const std::vector<std::string>& path) {
  for (std::uint32_t i = 1; i < folded.tree.nodes.size(); ++i) {
    if (names_to(folded.tree, static_cast<FoldedId>(i)) == path) return static_cast<FoldedId>(i);
  }
  FAIL("no node at " << fmt::format("{}", fmt::join(path, "/")));
  return FoldedId::none;
}

std::string signature_at(const FoldedTree& folded, const std::vector<std::string>& path) {
  return Signatures(folded.tree).of(node_at(folded, path));
}

std::string signature_of(const Run& run, const std::vector<std::string>& path) {
  return signature_at(fold_tree(live_tree(dump_of(run))), path);
}

/// Dump as another run would write it: each object elsewhere, in the order of the new addresses.
Snapshot elsewhere(const std::string& name, std::uint64_t key) {
  std::istringstream lines(read_file(testdata("snapshots/" + name)));
  static const std::regex address("\"(0x[0-9a-f]+)\"");
  std::vector<std::string> objects;
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    std::string moved;
    std::size_t end = 0;
    for (auto at = std::sregex_iterator(line.begin(), line.end(), address); at != std::sregex_iterator();
         ++at) {
      moved += line.substr(end, static_cast<std::size_t>(at->position()) - end);
      moved += fmt::format("\"{:#x}\"", std::stoull((*at)[1].str(), nullptr, 16) ^ key);
      end = static_cast<std::size_t>(at->position() + at->length());
    }
    moved += line.substr(end);
    if (moved.starts_with("\"0x") && moved.find("\"type\"") != std::string::npos) {
      objects.push_back(moved);
      continue;
    }
    if (!objects.empty()) {
      std::sort(objects.begin(), objects.end());
      for (const std::string& object : objects) text += object + "\n";
      objects.clear();
    }
    text += moved + "\n";
  }
  return parse_snapshot(text, name);
}

std::vector<std::string> signatures_of(Snapshot old, Snapshot snapshot) {
  const Analysis analysis = report_on(dumps_of(std::move(old), std::move(snapshot)));
  std::vector<std::string> signatures;
  for (const Site& site : analysis.findings->sites) signatures.push_back(site.signature);
  return signatures;
}

}  // namespace

TEST_CASE("the leaks of a real program have their signatures in every run") {
  const std::vector<std::string> signatures = signatures_of(real_dump("game", 1), real_dump("game", 2));
  CHECK(signatures.size() == 4);
  for (const std::uint64_t key : {0x10000000ULL, 0x7ff0ULL, 0x123456780ULL}) {
    CHECK(signatures_of(elsewhere("game.1.json", key), elsewhere("game.2.json", key)) == signatures);
  }
  SECTION("and of another length") {
    const std::vector<std::string> later = signatures_of(real_dump("game", 2), real_dump("game", 3));
    for (const std::string& signature : signatures) {
      CHECK(std::find(later.begin(), later.end(), signature) != later.end());
    }
  }
}

TEST_CASE("a leak has the same signature in two runs with other addresses and sizes") {
  const std::vector<std::string> path = {"main", "World", "handlers"};
  const std::string signature = signature_of({}, path);
  CHECK(signature.size() == 16);
  CHECK(signature_of({"handlers", "table", 7, 30, 333}, path) == signature);
  CHECK(signature_of({"handlers", "buffer"}, path) != signature);
  CHECK(signature_of({"listeners"}, {"main", "World", "listeners"}) != signature);
  const std::vector<std::string> chain = {"main", "World", "list", "next"};
  CHECK(signature_of({}, chain) == signature_of({"handlers", "table", 3, 90}, chain));
}

TEST_CASE("what is known is marked in a comparison by path, and counts for no limit") {
  const std::vector<Dump> dumps =
      dumps_of(dump_of({"handlers", "table", 0, 9, 100}), dump_of({"handlers", "table", 7, 9, 300}));
  Question question;
  question.match = MatchBy::path;
  question.sites = true;
  question.budget.limits = {parse_limit("main/World/handlers/**=0"), parse_limit("main/World/list/**=0")};
  const Analysis unknown = analyze(question, dumps);
  REQUIRE(unknown.findings->sites.size() == 2);
  for (const Site& site : unknown.findings->sites) CHECK_FALSE(site.is_known);
  CHECK(unknown.limits->exceeded() == 2);
  const Site& handlers = unknown.findings->sites.back();
  CHECK(handlers.place == "main/World/handlers");
  question.budget.known = {handlers.signature};
  const Analysis analysis = analyze(question, dumps);
  for (const Site& site : analysis.findings->sites) {
    CHECK(site.is_known == (site.signature == handlers.signature));
  }
  CHECK_FALSE(analysis.limits->results.at(0).is_exceeded());
  CHECK(analysis.limits->results.at(1).is_exceeded());
  CHECK(analysis.limits->unmatched.empty());
}

TEST_CASE("what is known is found again where other leaks are heavier") {
  const auto tree_of = [](std::int64_t other) {
    Heap heap;
    heap.size = 100;
    const Ref known = heap.table({});
    heap.size = other;
    const Ref heavier = heap.table({});
    heap.size = 0;
    const Snapshot snapshot = heap.root("r", heap.record({{"known", known}, {"other", heavier}})).load();
    return fold_tree(live_tree(snapshot));
  };
  Budget budget;
  budget.known = {signature_at(tree_of(10), {"r", "known"})};
  const BudgetOfTree again = ignore_known(budget, tree_of(1000000), {});
  CHECK(again.gone.empty());
  CHECK(again.budget.ignored.at(0).pattern == "r/known/**");
}

TEST_CASE("what is known is a pattern, whatever its names are") {
  const auto pattern_of = [](const std::vector<std::string>& names, std::size_t repeats) {
    Heap heap;
    heap.size = 100;
    Ref holder = heap.table({});
    heap.size = 0;
    for (std::size_t i = 0; i < repeats; ++i) {
      for (auto name = names.rbegin(); name != names.rend(); ++name) holder = heap.record({{*name, holder}});
    }
    const Snapshot snapshot = heap.root("r", holder).load();
    const Placement placement = paths_of(snapshot);
    const FoldedTree folded = fold_tree(tree_of(snapshot, placement));
    const auto heaviest = std::find_if(folded.tree.nodes.begin(), folded.tree.nodes.end(),
                                       [](const FoldedNodes::Node& node) { return node.self.bytes >= 100; });
    const auto node = static_cast<FoldedId>(heaviest - folded.tree.nodes.begin());
    Budget budget;
    budget.known = {Signatures(folded.tree).of(node)};
    const std::string pattern = ignore_known(budget, folded, {}).budget.ignored.at(0).pattern;
    CHECK(pattern_below(folded, node) == pattern);
    const std::vector<bool> matched = PathPattern(pattern).match(placement.nodes, *placement.names);
    CHECK(matched[index(placement.node_of[ObjectId{0}])]);  // the heavy object
    return pattern;
  };
  CHECK(pattern_of({"a*", "b/c", "d\\"}, 1) == "r/a\\*/b\\/c/d\\\\/**");
  CHECK(pattern_of({"left", "right"}, 10) == "r/left/right/**");
  std::vector<std::string> deep;
  for (char a = 'g'; a < 'q'; ++a) {
    for (char b = 'g'; b < 'q'; ++b) deep.push_back({a, b});
  }
  CHECK(pattern_of(deep, 1).find("/**/") != std::string::npos);
}

TEST_CASE("what is known is known again with other ids") {
  const auto sessions = [](const std::vector<std::string>& names) {
    Heap heap;
    std::vector<std::pair<std::string, Ref>> fields;
    heap.size = 100;
    for (const std::string& name : names) fields.emplace_back(name, heap.table({}));
    heap.size = 0;
    return heap.root("r", heap.record({{"sessions", heap.record(fields)}})).load();
  };
  Question question;
  const std::vector<std::string> one = {"s_1001"};
  const std::vector<std::string> few = {"s_71", "s_72", "s_73"};
  const std::vector<std::string> many = {"s_1", "s_2", "s_3", "s_4", "s_5", "s_6", "s_7777"};
  const auto signature_in = [](const Analysis& analysis) {
    // All entries are one node, and a single one has its name.
    const FoldedNodes& tree = analysis.folded->tree;
    return Signatures(tree).of(static_cast<FoldedId>(tree.nodes.size() - 1));
  };
  const std::string signature = signature_in(report_on(dumps_of(sessions(many)), question));
  for (const std::vector<std::string>& names : {one, few, many}) {
    const Analysis analysis = report_on(dumps_of(sessions(names)), question);
    CHECK(signature_in(analysis) == signature);
    question.budget.known = {signature};
    question.budget.limits = {parse_limit("r/sessions/**=1")};
    CHECK_FALSE(report_on(dumps_of(sessions(names)), question).limits->exceeded() != 0);
    question.budget = {};
  }
  question.budget.known = {signature};
  const Analysis folded = report_on(dumps_of(sessions(many)), question);
  CHECK(ignore_known(question.budget, *folded.folded, {}).budget.ignored.at(0).pattern ==
        "r/sessions/s_*/**");
}

TEST_CASE("a known chain of one dump is known from its first link on") {
  // Rounds of one, two and three links, under names with slashes.
  for (const std::size_t round : {1U, 2U, 3U}) {
    INFO(round << " links in a round");
    Heap heap;
    const std::vector<std::string> names = {"a/b", "c/d", "e"};
    constexpr std::size_t links = 30;
    heap.size = 0;
    std::vector<Ref> keys;
    for (const std::string& name : names) keys.push_back(heap.string(name));
    heap.size = 1000;
    const Ref first = heap.next();
    for (std::size_t i = 1; i < links; ++i) heap.table({{keys[i % round], heap.next(1)}});
    heap.table({});
    heap.size = 10;
    heap.root("r", heap.table({{keys[0], first}}));
    const std::vector<Dump> dumps = dumps_of(heap.load());
    Question question;
    question.sites = true;
    question.budget.limits = {parse_limit("100")};
    const Analysis analysis = analyze(question, dumps);
    REQUIRE(analysis.findings->sites.size() == 1);
    const Site& site = analysis.findings->sites.front();
    CHECK(site.place == "r[\"a/b\"]");
    CHECK(site.after.bytes == links * 1000);
    CHECK(site.frees_bytes == links * 1000);
    question.budget.known = {site.signature};
    CHECK(analyze(question, dumps).limits->results.at(0).measured.bytes == 10);
  }
}

TEST_CASE("files of what is known") {
  const std::filesystem::path path = scratch_path("bekannt-ß.txt");
  std::ofstream(path) << "# known\n\n0123456789abcdef  handlers, see #12\n\tfedcba9876543210\r\n";
  CHECK(load_known(utf8_name(path)) == std::set<std::string>{"0123456789abcdef", "fedcba9876543210"});
  std::ofstream(path) << "0123456789abcdef\n  handlers\n";
  try {
    load_known(utf8_name(path));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find(":2:3: handlers is not a signature") != std::string::npos);
  }
  std::filesystem::remove(path);
  CHECK_THROWS_AS(load_known(utf8_name(path)), Error);
}
