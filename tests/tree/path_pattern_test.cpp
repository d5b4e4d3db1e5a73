// SPDX-License-Identifier: MIT
// Path patterns on paths of names and on folded trees; tests of why and of limits match placements.
#include "tree/path_pattern.h"

#include "support/catch.h"
#include "support/heap.h"
#include "support/trees.h"
#include "tree/fold_tree.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("a pattern matches paths of names") {
  const auto matches = [](std::string_view pattern, const std::vector<std::string>& path) {
    return PathPattern(pattern).matches(path);
  };
  CHECK(matches("a/b", {"a", "b"}));
  CHECK_FALSE(matches("a/b", {"a"}));
  CHECK_FALSE(matches("a/b", {"a", "c"}));
  CHECK_FALSE(matches("a/b", {"a", "b", "c"}));
  CHECK(matches("a/*/c", {"a", "b", "c"}));
  CHECK_FALSE(matches("a/*/c", {"a", "c"}));
  CHECK(matches("a/**", {"a"}));
  CHECK(matches("a/**", {"a", "b", "c"}));
  CHECK(matches("**/c", {"a", "b", "c"}));
  CHECK(matches("**", {}));
  CHECK_FALSE(matches("*", {}));
  CHECK(matches("a/\\*", {"a", "*"}));
  CHECK_FALSE(matches("a/\\*", {"a", "b"}));
}

TEST_CASE("what is no pattern is none") {
  CHECK(PathPattern::parse("a/**")->text() == "a/**");
  CHECK_FALSE(PathPattern::parse("").has_value());
  CHECK_FALSE(PathPattern::parse("a\\").has_value());
}

TEST_CASE("the first node of a folded tree that a pattern matches is the highest, then the widest") {
  Heap heap;
  const Ref x_of_small = heap.table({});
  const Ref small = heap.record({{"x", x_of_small}});
  heap.size = 1000;
  const Ref x_of_large = heap.table({});
  heap.size = 100;
  const Ref large = heap.record({{"x", x_of_large}});
  const Ref top = heap.record({{"small", small}, {"large", large}});
  const FoldedNodes tree = fold_tree(live_tree(heap.root("r", top).load())).tree;
  const auto found = [&](std::string_view pattern) {
    const FoldedId node = PathPattern(pattern).first_match(tree);
    if (node == FoldedId::none) return std::string("none");
    const FoldedId parent = tree.nodes[index(node)].parent;
    return std::string(parent == FoldedId::none ? "" : tree.name(parent)) + "/" +
           std::string(tree.name(node));
  };
  CHECK(found("r/**") == "/r");
  CHECK(found("r/*/x") == "large/x");
  CHECK(found("r/small/x/**") == "small/x");
  CHECK(found("r/none") == "none");
  CHECK(found("**") == "/");
}
