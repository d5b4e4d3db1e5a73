// SPDX-License-Identifier: MIT
// Heaps aligned by path: bytes of each node in each heap, growth, and differences.
#include "tree/aligned_trees.h"

#include <map>

#include "heapgraph/analyze.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/fold_columns.h"
#include "tree/fold_tree.h"
#include "tree/subtrees.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

WeighedNodes alive(const Snapshot& snapshot) {
  return weigh(paths_of(snapshot), snapshot, Weights());
}

/// Heap with tables of these sizes under `r`, by name; a size of 0 leaves the table out.
Snapshot heap_of(const std::map<std::string, std::int64_t>& sizes) {
  Heap heap;
  std::vector<std::pair<std::string, Ref>> fields;
  for (const auto& [name, size] : sizes) {
    heap.size = size;
    if (size != 0) fields.emplace_back(name, heap.table({}));
  }
  heap.size = 0;
  return heap.root("r", heap.record(fields)).load();
}

/// Bytes in each heap on the child of `r` with this name, or on the root for an empty name.
std::vector<std::uint64_t> bytes_at(const TreeWithColumns& laid, std::string_view name) {
  std::vector<std::uint64_t> bytes;
  for (std::size_t i = 0; i < laid.tree.nodes.size(); ++i) {
    if (laid.tree.name(static_cast<NodeId>(i)) != name) continue;
    for (const Cost& cost : laid.columns.series.total_of(static_cast<NodeId>(i))) bytes.push_back(cost.bytes);
    break;
  }
  return bytes;
}

/// Bytes and objects of each heap at the paths of a tree.
Series beside(const Tree& tree, const std::vector<WeighedNodes>& heaps) {
  AlignedTrees aligned;
  for (const WeighedNodes& heap : heaps) aligned.add(heap);
  return aligned.beside(tree);
}

AlignedTrees aligned_of(const std::vector<std::map<std::string, std::int64_t>>& heaps) {
  AlignedTrees aligned;
  for (const auto& sizes : heaps) aligned.add(alive(heap_of(sizes)));
  return aligned;
}

std::vector<Cost> in_bytes(std::initializer_list<std::uint64_t> bytes) {
  std::vector<Cost> costs;
  for (const std::uint64_t number : bytes) costs.push_back({number, 1});
  return costs;
}

using Bytes = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("a slope is that of a series which grows in every interval") {
  CHECK(slope_of(in_bytes({100, 200, 300})) == 100U);
  CHECK(slope_of(in_bytes({0, 1, 100})) == 50U);
  CHECK(slope_of(in_bytes({0, 1, 2, 5})) == 2U);  // 5 / 3, rounded
  CHECK_FALSE(slope_of(in_bytes({100, 100, 300})));
  CHECK_FALSE(slope_of(in_bytes({100, 300, 200, 400})));
  CHECK_FALSE(slope_of(in_bytes({100})));
}

TEST_CASE("nodes of one path are one node, whatever ids the names have in each heap") {
  std::vector<WeighedNodes> heaps;
  heaps.push_back(alive(heap_of({{"a", 10}, {"b", 20}})));
  heaps.push_back(alive(heap_of({{"b", 25}, {"new", 5}})));
  heaps.push_back(alive(heap_of({{"a", 1}, {"z", 2}})));
  const Tree tree = live_tree(heap_of({{"a", 1}, {"b", 1}, {"new", 1}, {"unheard of", 1}, {"z", 1}}));
  TreeWithColumns laid;
  laid.tree = tree;
  laid.columns.series = beside(tree, heaps);
  CHECK(bytes_at(laid, "a") == Bytes{10, 0, 1});
  CHECK(bytes_at(laid, "b") == Bytes{20, 25, 0});
  CHECK(bytes_at(laid, "new") == Bytes{0, 5, 0});
  CHECK(bytes_at(laid, "z") == Bytes{0, 0, 2});
  CHECK(bytes_at(laid, "unheard of") == Bytes{0, 0, 0});
  CHECK(bytes_at(laid, "") == Bytes{30, 30, 3});
  for (const Cost& cost : laid.columns.series.self_of(NodeId::root)) CHECK(cost.is_nothing());
}

TEST_CASE("what is more and what is less") {
  const TreeWithColumns compared =
      aligned_of({{{"same", 7}, {"less", 30}, {"gone", 5}}, {{"same", 7}, {"less", 10}, {"came", 50}}})
          .difference();
  check_tree(compared.tree, compared.tree.root().total);
  CHECK(compared.tree.root().total.bytes == 75);
  CHECK(compared.columns.more.whole() == 50);
  CHECK(self_at(compared.tree, "r/came") == Cost{50, 1});
  CHECK(self_at(compared.tree, "r/less") == Cost{20, 0});
  CHECK(self_at(compared.tree, "r/gone") == Cost{5, 1});
  for (std::size_t i = 1; i < compared.tree.nodes.size(); ++i) {
    const bool is_more = compared.tree.name(static_cast<NodeId>(i)) == "came";
    CHECK(compared.columns.more.self[i] == (is_more ? 50U : 0U));
  }
  CHECK_FALSE(self_at(compared.tree, "r/same"));
  CHECK(bytes_at(compared, "") == Bytes{42, 67});
  CHECK(bytes_at(compared, "less") == Bytes{30, 10});
}

TEST_CASE("before, after and the difference fit on every node of real dumps") {
  for (const char* name : {"game", "churn", "closures", "list", "world", "weak", "strings", "classes"}) {
    INFO(name);
    const std::vector<Dump> dumps = real_dumps(name, {1, 2});
    const std::vector<Dump> other = real_dumps(name, {2, 1});
    Question question;
    question.match = MatchBy::path;
    for (const TreeKind tree : tree_kinds) {
      question.tree = tree;
      const Analysis analysis = report_on(dumps, question);
      check_tree(analysis.tree, analysis.summary.counted);
      for (std::size_t i = 0; i < analysis.tree.nodes.size(); ++i) {
        const std::uint64_t total = analysis.tree.nodes[i].total.bytes;
        const std::uint64_t more = analysis.columns.more.total[i];
        const std::span<const Cost> series = analysis.columns.series.total_of(static_cast<NodeId>(i));
        REQUIRE(series.back().bytes + (total - more) == series.front().bytes + more);
      }
      CHECK(analysis.columns.series.total_of(NodeId::root).back().bytes == analysis.summary.reached.bytes);
      // Bytes that only one of the heaps has are all change.
      const Analysis swapped = report_on(other, question);
      CHECK(swapped.tree.root().total.bytes == analysis.tree.root().total.bytes);
      CHECK(swapped.columns.more.whole() == analysis.tree.root().total.bytes - analysis.columns.more.whole());
    }
  }
}

TEST_CASE("what stands beside a folded chain is that of the whole chain") {
  const auto list = [](int length) {
    Heap heap;
    Ref next = nil;
    for (int i = 0; i < length; ++i) {
      heap.size = 10;
      const Ref value = heap.table({});
      heap.size = 100;
      next = next.address == 0 ? heap.record({{"value", value}})
                               : heap.record({{"value", value}, {"next", next}});
    }
    return heap.root("r", next).load();
  };
  AlignedTrees aligned;
  aligned.add(alive(list(20)));
  aligned.add(alive(list(30)));
  aligned.add(alive(list(45)));
  const Tree tree = live_tree(list(45));
  std::vector<WeighedNodes> heaps;
  for (const int length : {20, 30, 45}) heaps.push_back(alive(list(length)));
  const Series series = beside(tree, heaps);
  const FoldedTree folded = fold_tree(tree);
  const Series of_folded = fold_series(folded, tree, series);
  REQUIRE(of_folded.total.size() == folded.tree.nodes.size() * 3);
  for (std::size_t i = 0; i < folded.tree.nodes.size(); ++i) {
    CHECK(of_folded.total_of(static_cast<FoldedId>(i)).back().bytes == folded.tree.nodes[i].total.bytes);
    CHECK(of_folded.self_of(static_cast<FoldedId>(i)).back().bytes == folded.tree.nodes[i].self.bytes);
  }
  SECTION("and a list that grew is one node that differs") {
    aligned.fold();
    const FoldedTree difference = as_folded(aligned.difference());
    REQUIRE(difference.tree.nodes.size() > 2);
    const auto next = FoldedId{2};
    CHECK(names_to(difference.tree, next) == std::vector<std::string>{"r", "next"});
    CHECK(difference.repeats[index(next)] > 1);
    const std::uint64_t link = 110 + 100 + 100;  // the table with its value, and both keys
    CHECK(difference.tree.nodes[index(next)].total.bytes < 26 * link);
    CHECK(difference.tree.nodes[index(next)].total.bytes > 24 * 200);
  }
}

TEST_CASE("other ids are no change by path") {
  const auto heap = [](int first, int count) {
    std::map<std::string, std::int64_t> sizes = {{"log", 50}};
    for (int i = 0; i < count; ++i) sizes.emplace("entity_" + std::to_string(first + i), 100);
    return heap_of(sizes);
  };
  Question question;
  question.match = MatchBy::path;
  question.folds = true;
  // The names themselves are objects too, and are as long.
  CHECK(analyze(question, dumps_of(heap(1000, 20), heap(5000, 20))).tree.nodes.size() == 1);
  const Analysis more = analyze(question, dumps_of(heap(1000, 20), heap(5000, 25)));
  REQUIRE(more.tree.nodes.size() == 3);
  CHECK(more.tree.name(NodeId{2}) == "entity_*");
  CHECK(more.folded->repeats[2] == 25);
  CHECK(more.folded->names[2].is_pattern);
  CHECK(more.columns.series.total_of(NodeId{2}).front().objects == 20);
  CHECK(more.columns.series.total_of(NodeId{2}).back().objects == 25);
  question.folds = false;  // as for jsonl
  CHECK(analyze(question, dumps_of(heap(1000, 20), heap(5000, 20))).tree.nodes.size() == 42);
  question.fold = Fold::tree;
  CHECK(analyze(question, dumps_of(heap(1000, 20), heap(5000, 20))).tree.nodes.size() == 1);
  question.fold = Fold::nothing;
  question.folds = true;
  CHECK(analyze(question, dumps_of(heap(1000, 20), heap(5000, 20))).tree.nodes.size() == 42);
}

TEST_CASE("a change that a node has by itself is a place, and so is what is below it") {
  const auto heap = [](int items) {
    Heap made;
    std::vector<Ref> list;
    made.size = 10;
    for (int i = 0; i < items; ++i) list.push_back(made.record({{"old", made.table({})}}));
    made.size = 0;
    return made.root("r", made.record({{"journal", made.table({}, list)}})).load();
  };
  Question question;
  question.match = MatchBy::path;
  const Analysis analysis = report_on(dumps_of(heap(0), heap(50)), question);
  REQUIRE(analysis.findings->sites.size() == 1);
  CHECK(analysis.findings->sites.front().place == "r/journal");
}

TEST_CASE("limits of a comparison by path are of the change") {
  const std::vector<Dump> dumps =
      dumps_of(heap_of({{"a", 100}, {"b", 500}}), heap_of({{"a", 170}, {"b", 100}, {"c", 40}}));
  Question question;
  question.match = MatchBy::path;
  Budget& budget = question.budget;
  budget.limits = {parse_limit("r/a=69"), parse_limit("r/b=0"), parse_limit("r/c=40"), parse_limit("0")};
  Limit objects;
  objects.of = LimitOf::group;
  objects.group = "type";
  objects.key = "table";
  objects.objects = 0;
  budget.limits.push_back(objects);
  budget.ignored.push_back({"r/b", "it is less", ""});
  const LimitReport report = *analyze(question, dumps).limits;
  const auto measured = [&](std::size_t i) { return report.results.at(i).measured.bytes; };
  CHECK(measured(0) == 70);
  CHECK(report.results[0].is_exceeded());
  CHECK(measured(1) == 0);
  CHECK(measured(2) == 40);
  CHECK_FALSE(report.results[2].is_exceeded());
  CHECK(measured(3) == 110);
  CHECK(report.results[4].measured.objects == 1);
  CHECK(report.results[4].is_exceeded());
  CHECK(report.unmatched.empty());
  budget.ignored.clear();
  CHECK(analyze(question, dumps).limits->results[1].measured.bytes == -400);
}
