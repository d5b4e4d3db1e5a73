// SPDX-License-Identifier: MIT
// Folding of siblings that are alike, and of chains.
#include "tree/fold_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heap/names.h"
#include "heap/vocabulary.h"
#include "runtimes/luau/vocabulary.h"
#include "support/catch.h"
#include "support/check.h"
#include "tree/arrange.h"
#include "tree/fold_columns.h"
#include "tree/fold_siblings.h"
#include "tree/node_table.h"
#include "tree/signature.h"

using namespace heapgraph;
using namespace heapgraph::test;

namespace {

constexpr ColourGroup tables{0};
constexpr ColourGroup functions{1};
constexpr ColourGroup strings{2};

/// Builder of a tree from paths of names joined by `/`, each with bytes of its own.
class TreeBuilder {
 public:
  TreeBuilder() : weights_(1) {}

  TreeBuilder& add(std::string_view path, std::uint64_t bytes = 10, ColourGroup content = tables) {
    PlaceId node = PlaceId::root;
    while (!path.empty()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      node = nodes_.child(node, names_->intern(path.substr(0, end)));
      weights_.resize(nodes_.nodes().size());
      path.remove_prefix(std::min(end + 1, path.size()));
    }
    weights_[index(node)].self += {bytes, 1};
    weights_[index(node)].content = content;
    return *this;
  }

  Tree build() const {
    Tree tree = arrange<NodeId>(nodes_.nodes(), weights_, names_).tree;
    tree.vocabulary = luau::vocabulary();
    return tree;
  }

 private:
  std::shared_ptr<NameTable> names_ = std::make_shared<NameTable>();
  NodeTable nodes_;
  std::vector<NodeWeight> weights_;
};

std::string path_of(const FoldedNodes& tree, FoldedId node) {
  std::string path;
  for (; node != FoldedId::root; node = tree.nodes[index(node)].parent) {
    path = fmt::format("{}{}{}", tree.name(node), path.empty() ? "" : "/", path);
  }
  return path;
}

/// Checks what is true of every folded tree: sums, order, and that what is below a node stays below it.
void check_folded(const Tree& tree, const FoldedTree& folded) {
  check_tree(folded.tree, tree.root().total);
  REQUIRE(folded.node_of.size() == tree.nodes.size());
  REQUIRE(folded.repeats.size() == folded.tree.nodes.size());
  REQUIRE(folded.names.size() == folded.tree.nodes.size());
  std::vector<Cost> sums(folded.tree.nodes.size());
  std::size_t strays = 0;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    const FoldedId to = folded.node_of[static_cast<NodeId>(i)];
    sums[index(to)] += tree.nodes[i].self;
    if (i == 0) continue;
    const FoldedId parent = folded.node_of[tree.nodes[i].parent];
    if (to != parent && folded.tree.nodes[index(to)].parent != parent) ++strays;
  }
  CHECK(strays == 0);
  for (std::size_t i = 0; i < sums.size(); ++i) CHECK(sums[i] == folded.tree.nodes[i].self);
}

FoldedTree fold(const Tree& tree) {
  FoldedTree folded = fold_tree(tree);
  check_folded(tree, folded);
  return folded;
}

/// Paths of all nodes of the folded tree, with how often each repeats.
std::map<std::string, std::uint64_t> paths(const FoldedTree& folded) {
  std::map<std::string, std::uint64_t> all;
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) {
    all[path_of(folded.tree, static_cast<FoldedId>(i))] += folded.repeats[i];
  }
  CHECK(all.size() + 1 == folded.tree.nodes.size());  // siblings have different names
  return all;
}

using Paths = std::map<std::string, std::uint64_t>;

Paths paths(const TreeBuilder& builder) {
  return paths(fold(builder.build()));
}

/// Children of `r` with these names.
Paths siblings(const std::vector<std::string>& names) {
  TreeBuilder builder;
  for (const std::string& name : names) builder.add("r/" + name);
  return paths(builder);
}

/// A word of letters that stands for a number, in which no id is to be seen.
std::string word(std::size_t number) {
  std::string text = "w";
  for (int i = 0; i < 4; ++i, number /= 16) text += static_cast<char>('g' + number % 16);
  return text;
}

}  // namespace

TEST_CASE("folding: names that differ only in ids are one node, and what is below them too") {
  TreeBuilder builder;
  for (int i = 0; i < 40; ++i) {
    builder.add(fmt::format("World/index/entity_{}", i));
    builder.add(fmt::format("World/index/entity_{}/health", i), 3);
    if (i % 2 == 0) builder.add(fmt::format("World/index/entity_{}/items/slot{}", i, i % 8), 5, strings);
  }
  builder.add("World/index/entity_deadbeef/health").add("World/index/count", 1).add("World/log", 7);
  CHECK(paths(builder) == Paths{{"World", 1},
                                {"World/index", 1},
                                {"World/index/count", 1},
                                {"World/index/entity_*", 41},
                                {"World/index/entity_*/health", 41},
                                {"World/index/entity_*/items", 20},
                                {"World/index/entity_*/items/slot0", 5},
                                {"World/index/entity_*/items/slot2", 5},
                                {"World/index/entity_*/items/slot4", 5},
                                {"World/index/entity_*/items/slot6", 5},
                                {"World/log", 1}});
  const FoldedTree folded = fold(builder.build());
  for (std::size_t i = 0; i < folded.tree.nodes.size(); ++i) {
    const bool is_entity = folded.tree.name(static_cast<FoldedId>(i)) == "entity_*";
    CHECK(folded.names[i].is_pattern == is_entity);
    CHECK_FALSE(folded.names[i].is_chain);
  }
}

TEST_CASE("folding: dictionaries in a dictionary fold in each other") {
  TreeBuilder builder;
  for (int i = 0; i < 10; ++i) builder.add(fmt::format("players/p{}/quests/quest_{}/steps", i, i * 7));
  CHECK(paths(builder) == Paths{{"players", 1},
                                {"players/p*", 10},
                                {"players/p*/quests", 10},
                                {"players/p*/quests/quest_*", 10},
                                {"players/p*/quests/quest_*/steps", 10}});
}

TEST_CASE("folding: what a person chose as names stays") {
  CHECK(siblings({"x1", "y1", "z1"}).size() == 4);
  CHECK(siblings({"vec2", "vec3", "vec4"}).size() == 4);
  CHECK(siblings({"int8", "int16", "int32", "int64"}).size() == 5);
  CHECK(siblings({"bit32", "utf8"}).size() == 3);
  CHECK(siblings({"s1", "s2", "s3", "s4", "s5"}) == Paths{{"r", 1}, {"r/s*", 5}});
  CHECK(siblings({"s1000", "s2000"}) == Paths{{"r", 1}, {"r/s*", 2}});
  CHECK(siblings({"s1000", "s2"}).size() == 3);
  // A name that is the pattern itself takes the others in.
  CHECK(siblings({"s*", "s1"}) == Paths{{"r", 1}, {"r/s*", 2}});
  std::vector<std::string> lines;
  for (int i = 0; i < 100; ++i) lines.push_back(fmt::format("=game.luau:{}:", i));
  CHECK(siblings(lines).size() == 101);
}

TEST_CASE("folding: patterns that explain few of the names with ids are not trusted") {
  std::vector<std::string> names = {"a1", "a2", "a3", "a4", "a5"};
  for (std::size_t i = 0; i < 10; ++i) names.push_back(word(i) + "1");
  CHECK(siblings(names).size() == 16);
  names.resize(10);
  CHECK(siblings(names).size() == 7);
}

TEST_CASE("folding: many siblings that are alike are one node") {
  const auto records = [](std::size_t count) {
    TreeBuilder builder;
    for (std::size_t i = 0; i < count; ++i) {
      builder.add("r/" + word(i) + "/id", 1, strings).add("r/" + word(i) + "/items");
      builder.add("r/" + word(i), 20);
    }
    return builder;
  };
  CHECK(paths(records(fewest_alike)) ==
        Paths{{"r", 1}, {"r/*", fewest_alike}, {"r/*/id", fewest_alike}, {"r/*/items", fewest_alike}});
  CHECK(paths(records(fewest_alike - 1)).size() == 3 * (fewest_alike - 1) + 1);
  SECTION("but not those with other names below, or of another type") {
    TreeBuilder builder = records(40);
    builder.add("r/module/new").add("r/module/start").add("r/module/id");
    builder.add("r/text", 30, strings).add("r/single", 5);
    const Paths all = paths(builder);
    CHECK(all.at("r/*") == 41);  // a table with nothing below it is one with its fields left out
    CHECK(all.count("r/module") == 1);
    CHECK(all.count("r/text") == 1);
  }
  SECTION("and not one that holds more than all others") {
    TreeBuilder builder = records(40);
    builder.add("r/heavy/id", 1, strings).add("r/heavy/items", 100000);
    const Paths all = paths(builder);
    CHECK(all.at("r/*") == 40);
    CHECK(all.count("r/heavy") == 1);
  }
}

TEST_CASE("folding: functions are alike only where no module has so many") {
  const auto functions_of = [](std::size_t count) {
    TreeBuilder builder;
    for (std::size_t i = 0; i < count; ++i) builder.add("r/" + word(i), 10, functions);
    return paths(builder);
  };
  CHECK(functions_of(fewest_alike_functions - 1).size() == fewest_alike_functions);
  CHECK(functions_of(fewest_alike_functions).size() == 2);
}

TEST_CASE("folding: lists and dictionaries fold within each other") {
  TreeBuilder builder;
  SECTION("a dictionary of lists, short ones too") {
    for (int i = 0; i < 9; ++i) {
      std::string path = fmt::format("r/list_{}", i);
      for (int k = 0; k <= i; ++k) builder.add(path += "/next");
    }
    CHECK(paths(builder) == Paths{{"r", 1}, {"r/list_*", 9}, {"r/list_*/next", 45}});
  }
  SECTION("a list of records with ids") {
    std::string path = "r";
    for (int i = 0; i < 100; ++i) builder.add((path += "/next") + fmt::format("/record_{}/value", i));
    CHECK(paths(builder) ==
          Paths{{"r", 1}, {"r/next", 100}, {"r/next/record_*", 100}, {"r/next/record_*/value", 100}});
  }
  SECTION("a list whose links are named by ids") {
    std::string path = "r";
    for (int i = 0; i < 100; ++i) builder.add(path += fmt::format("/node_{}", i));
    builder.add("r/node_500/leaf");
    CHECK(paths(builder) == Paths{{"r", 1}, {"r/node_*", 101}, {"r/node_*/leaf", 1}});
  }
  SECTION("a tree of nodes with ids") {
    std::string path = "r";
    for (int i = 0; i < 20; ++i) {
      path += fmt::format("/children/child_{}", i);
      builder.add(path).add(path + "/name", 4, strings).add(path + "/children/child_777", 1);
    }
    const FoldedTree folded = fold(builder.build());
    CHECK(paths(folded) == Paths{{"r", 1}, {"r/children/child_*", 21}, {"r/children/child_*/name", 20}});
    CHECK((folded.names[2].is_chain && folded.names[2].is_pattern));
  }
}

TEST_CASE("folding: the content of a node is that of most bytes") {
  TreeBuilder builder;
  for (int i = 0; i < 9; ++i)
    builder.add(fmt::format("r/s_{}", i), i == 8 ? 50 : 10, i == 8 ? tables : strings);
  const FoldedTree folded = fold(builder.build());
  REQUIRE(folded.tree.nodes.size() == 3);
  CHECK(folded.tree.nodes[2].content == strings);
}

TEST_CASE("folding: columns are added up") {
  TreeBuilder builder;
  for (int i = 0; i < 10; ++i) builder.add(fmt::format("r/s_{}", i)).add(fmt::format("r/s_{}/x/x/x/x", i));
  const Tree tree = builder.build();
  TreeColumns columns;
  std::vector<std::uint64_t> self;
  for (const TreeNode& node : tree.nodes) self.push_back(node.self.bytes);
  columns.growth = add_up(tree, self);
  const FoldedTree folded = fold(tree);
  const ByteColumn growth = fold_columns(folded, tree, columns).growth;
  for (std::size_t i = 0; i < folded.tree.nodes.size(); ++i) {
    CHECK(growth.self[i] == folded.tree.nodes[i].self.bytes);
    CHECK(growth.total[i] == folded.tree.nodes[i].total.bytes);
  }
}

TEST_CASE("folding: random trees keep their sums") {
  const std::vector<std::string> names = {"a", "b", "next", "x1", "x2", "id_100{}", "id_{}", "{}", "n{}"};
  for (unsigned seed = 0; seed < 200; ++seed) {
    INFO(seed);
    std::mt19937 random(seed);
    const std::size_t count = 1 + random() % 400;
    std::vector<std::string> made = {""};
    TreeBuilder builder;
    for (std::size_t i = 0; i < count; ++i) {
      // Some trees are deep, others wide.
      const std::size_t near = seed % 3 == 0 ? std::min<std::size_t>(made.size(), 3) : made.size();
      std::string path = made[made.size() - 1 - random() % near];
      const std::string& name = names[random() % names.size()];
      path += path.empty() ? "" : "/";
      path += fmt::format(fmt::runtime(name), random() % 40);
      builder.add(path, random() % 100, static_cast<ColourGroup>(random() % 3));
      made.push_back(path);
    }
    const Tree tree = builder.build();
    fold(tree);
    check_folded(tree, fold_nothing(tree));
  }
}

namespace {

/// A world with as many entries as asked for, all kinds of fields, and ids from a generator.
TreeBuilder world(unsigned seed, std::size_t players) {
  std::mt19937 random(seed);
  TreeBuilder builder;
  for (std::size_t i = 0; i < players; ++i) {
    const std::string player = fmt::format("World/players/player_{}", random() % 1000000);
    builder.add(player, 100).add(player + "/stats", 50).add(player + "/name", 20, strings);
    for (int k = 0; k < 6; ++k) builder.add(fmt::format("{}/items/{:08x}", player, random()), 30);
    builder.add(fmt::format("World/sessions/{:08x}-0000-4000-8000-{:012x}/log", random(), random()), 10);
    builder.add(fmt::format("World/chunks/{},-{}", random() % 100, random() % 100), 64);
  }
  std::string list = "World/queue";
  for (std::size_t i = 0; i < players; ++i)
    builder.add((list += "/next") + fmt::format("/job{}", random()), 5);
  return builder.add("World/version", 10, strings).add("World/vec3", 10).add("World/vec2", 10);
}

std::vector<std::string> signatures(const FoldedTree& folded) {
  const Signatures all(folded.tree);
  std::vector<std::string> list;
  for (std::size_t i = 1; i < folded.tree.nodes.size(); ++i) list.push_back(all.of(static_cast<FoldedId>(i)));
  std::sort(list.begin(), list.end());
  return list;
}

Tree as_tree(const FoldedTree& folded) {
  Tree tree;
  tree.names = folded.tree.names;
  tree.vocabulary = folded.tree.vocabulary;
  for (const FoldedNodes::Node& node : folded.tree.nodes) {
    tree.nodes.push_back(
        {static_cast<NodeId>(node.parent), node.depth, node.name, node.content, node.self, node.total});
  }
  return tree;
}

}  // namespace

TEST_CASE("folding: other ids and other counts have the same folded tree") {
  const FoldedTree one = fold(world(1, 20).build());
  CHECK(one.tree.nodes.size() == 19);
  for (unsigned seed = 2; seed < 12; ++seed) {
    INFO(seed);
    const FoldedTree other = fold(world(seed, 10 * seed).build());
    CHECK(signatures(other) == signatures(one));
    std::vector<std::string> names;
    for (const auto& [path, repeats] : paths(other)) names.push_back(path);
    std::vector<std::string> names_of_one;
    for (const auto& [path, repeats] : paths(one)) names_of_one.push_back(path);
    CHECK(names == names_of_one);
  }
}

TEST_CASE("folding: a folded tree folds to itself") {
  const Tree folded = as_tree(fold(world(1, 50).build()));
  const FoldedTree again = fold(folded);
  CHECK(again.tree.nodes.size() == folded.nodes.size());
}

TEST_CASE("folding: an entry alone has the signature of many") {
  const FoldedTree one = fold(TreeBuilder().add("r/entity_7/log").build());
  TreeBuilder builder;
  for (int i = 0; i < 50; ++i) builder.add(fmt::format("r/entity_{}/log", i * 31));
  const FoldedTree many = fold(builder.build());
  CHECK(signatures(one) == signatures(many));
  CHECK(signatures(one) != signatures(fold(TreeBuilder().add("r/other_7/log").build())));
}
