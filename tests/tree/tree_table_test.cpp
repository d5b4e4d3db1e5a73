// SPDX-License-Identifier: MIT
// Table of the tree, from which the picture's script draws.
#include "tree/tree_table.h"

#include <string>
#include <utility>

#include "heap/names.h"
#include "heapgraph/analyze.h"
#include "runtimes/luau/vocabulary.h"
#include "support/catch.h"
#include "tree/fold_columns.h"

using namespace heapgraph;

namespace {

/// Node of a tree under a root: {depth, name, bytes, objects}.
struct Line {
  std::uint32_t depth;
  std::string name;
  std::uint64_t bytes;
  std::uint64_t objects;
};

Tree tree_of(const std::vector<Line>& lines) {
  auto names = std::make_shared<NameTable>();
  Tree tree;
  tree.nodes.push_back({});
  for (const Line& line : lines) {
    TreeNode node;
    node.parent = NodeId::root;  // the table depends on the depth alone
    node.depth = line.depth;
    node.name = names->intern(line.name);
    node.self = {line.bytes, line.objects};
    tree.nodes.push_back(node);
  }
  tree.names = names;
  tree.vocabulary = luau::vocabulary();
  tree.nodes.front().content = tree.vocabulary->other_colour();
  return tree;
}

/// The tables of a tree that nothing folds.
struct Tables {
  explicit Tables(Analysis of) : analysis(std::move(of)), folded(fold_nothing(analysis.tree)) {
    columns = fold_columns(folded, analysis.tree, analysis.columns);
  }
  FoldableTree trees() const {
    return {analysis.tree, analysis.columns, folded, columns, analysis.compares_paths()};
  }

  Analysis analysis;
  FoldedTree folded;
  TreeColumns columns;
};

std::string table_of_tree(Tree tree) {
  Analysis analysis;
  analysis.tree = std::move(tree);
  const Tables tables(std::move(analysis));
  CHECK(unfolded_table_of(tables.trees()).empty());
  return table_of(tables.trees());
}

}  // namespace

TEST_CASE("the table of a tree") {
  // The root has no levels up, a name that is not looked up, the content "other", no objects, no bytes.
  const std::string root = "ABFA";
  SECTION("a name is told once, and then by its place") {
    CHECK(table_of_tree(tree_of({{1, "a", 1, 1}, {2, "b", 0, 0}, {3, "a", 31, 1}})) ==
          "Aa\nAb\n\n" + root + "AAIB" + "AAAA" + "ABIf");
  }
  SECTION("names share their beginnings") {
    CHECK(table_of_tree(tree_of({{1, "entity_10", 0, 1}, {1, "entity_11", 0, 1}})) ==
          "Aentity_10\nI1\n\n" + root + "AAIA" + "BAIA");
  }
  SECTION("but no part of a character") {
    CHECK(table_of_tree(tree_of({{1, "x\u00e9", 0, 1}, {1, "x\u00e8", 0, 1}})) ==
          "Ax\u00e9\nB\u00e8\n\n" + root + "AAIA" + "BAIA");
  }
  SECTION("large numbers take several digits") {
    CHECK(table_of_tree(tree_of({{1, "a", 32, 1}, {1, "b", 0xffffffffffffffff, 5}})) ==
          "Aa\nAb\n\n" + root + "AAIgB" + "BAoB" + "////////////P");
  }
  SECTION("up by several levels") {
    CHECK(table_of_tree(tree_of({{1, "a", 0, 1}, {2, "b", 0, 1}, {3, "c", 0, 1}, {1, "d", 0, 1}})) ==
          "Aa\nAb\nAc\nAd\n\n" + root + "AAIA" + "AAIA" + "AAIA" + "DAIA");
  }
  SECTION("a name is one visible line, and never empty") {
    CHECK(table_of_tree(tree_of({{1, "a\nb", 0, 1}, {1, "", 0, 1}})) ==
          "Aa\\x0ab\nA\"\"\n\n" + root + "AAIA" + "BAIA");
  }
  SECTION("a tree of nothing") {
    CHECK(table_of_tree(tree_of({})) == "\n" + root);
  }
}

TEST_CASE("columns that not every table has") {
  Analysis analysis;
  analysis.tree = tree_of({{1, "a", 40, 1}, {1, "b", 40, 2}});
  for (TreeNode& node : analysis.tree.nodes) node.total = node.self;
  CHECK(table_columns(Tables(analysis).trees()).empty());
  const std::string names = "Aa\nAb\n\n";
  analysis.columns.retained = {0, 45, 40};
  CHECK(table_columns(Tables(analysis).trees()) == "retained");
  // The node's own 40 bytes are left out.
  CHECK(table_of(Tables(analysis).trees()) == names + "ABFA" + "A" + "AAIoB" + "G" + "BAQoB" + "B");
  analysis.columns.growth = {{0, 3, 0}, {3, 3, 0}};
  CHECK(table_columns(Tables(analysis).trees()) == "grown retained");
  CHECK(table_of(Tables(analysis).trees()) == names + "ABFA" + "AA" + "AAIoB" + "D" + "G" + "BAQoB" + "AB");
}

TEST_CASE("the table of the unfolded tree says what does not follow from the folded one") {
  Analysis analysis;
  analysis.tree = tree_of({{1, "a", 4, 1},
                           {2, "s_1000", 3, 1},
                           {3, "x", 1, 1},
                           {2, "s_1001", 2, 1},
                           {3, "x", 1, 1},
                           {1, "b", 2, 1}});
  std::vector<TreeNode>& nodes = analysis.tree.nodes;
  const std::vector<std::uint32_t> parents = {0, 0, 1, 2, 1, 4, 0};
  for (std::size_t i = nodes.size(); i-- > 0;) {
    if (i > 0) nodes[i].parent = static_cast<NodeId>(parents[i]);
    nodes[i].total += nodes[i].self;
    if (i > 0) nodes[parents[i]].total += nodes[i].total;
  }
  const FoldedTree folded = fold_tree(analysis.tree);
  REQUIRE(folded.tree.nodes.size() == 5);
  const FoldableTree trees = {analysis.tree, analysis.columns, folded, {}};
  CHECK(table_columns(trees) == "repeats");
  // The root, a, s_* twice with another name, x twice with this name, b.
  CHECK(table_of(trees) ==
        "Aa\nAs_*\nAx\nAb\n\n" + std::string("ABFAA") + "AAIEA" + "AAQFD" + "AAQCC" + "DAICA");
  // A step to the next folded node is C, one back is B.
  CHECK(unfolded_table_of(trees) == "As_1000\nF1\n\n" + std::string("AA") + "AC" + "AC" + "AID" + "AC" +
                                        "IB" + "CB" + "AIC" + "AC" + "IB" + "DC");
}
