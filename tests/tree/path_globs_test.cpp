// SPDX-License-Identifier: MIT
// Stars within the names of a path pattern.
#include <string>
#include <string_view>

#include "heap/names.h"
#include "heapgraph/error.h"
#include "support/catch.h"
#include "tree/path_pattern.h"

using namespace heapgraph;

namespace {

/// Whether a pattern matches the path of a node with one name below `r`.
bool matches(std::string_view pattern, std::string_view name) {
  NameTable names;
  const NameId root = names.intern("r");
  const std::vector<PlaceNode> nodes = {
      {}, {PlaceId::root, root}, {PlaceId{1}, names.intern(name)}, {PlaceId{1}, names.intern("other")}};
  return PathPattern("r/" + std::string(pattern)).match(nodes, names)[2];
}

}  // namespace

TEST_CASE("path pattern: a star within a name stands for any characters") {
  CHECK(matches("entity_*", "entity_17"));
  CHECK(matches("entity_*", "entity_"));
  CHECK(matches("entity_*", "entity_*"));
  CHECK_FALSE(matches("entity_*", "entities"));
  CHECK(matches("*_17", "entity_17"));
  CHECK(matches("e*_*7", "entity_17"));
  CHECK(matches("e**7", "entity_17"));
  CHECK_FALSE(matches("e*_*8", "entity_17"));
  CHECK(matches("a*b*b", "aXbb"));
  CHECK_FALSE(matches("ab*ba", "aba"));  // beginning and end may not overlap
  CHECK(matches("aba*ba", "ababa"));
  CHECK_FALSE(matches("a*b*c", "acb"));
  CHECK(matches("*b*", "abc"));
  CHECK_FALSE(matches("*b*", "ac"));
}

TEST_CASE("path pattern: an escaped star stands for itself") {
  CHECK(matches("entity_\\*", "entity_*"));
  CHECK_FALSE(matches("entity_\\*", "entity_17"));
  CHECK(matches("\\**", "*17"));
  CHECK_FALSE(matches("\\**", "17"));
  CHECK(matches("\\*\\*", "**"));
  CHECK_FALSE(matches("\\*\\*", "x"));
  CHECK_FALSE(matches("\\*", "x"));
  CHECK_THROWS_AS(PathPattern("a\\"), Error);
}

TEST_CASE("path pattern: stars alone are names") {
  CHECK(matches("*", "x"));
  CHECK(matches("**", "x"));
  CHECK(matches("*", ""));
  CHECK(matches("**/x", "x"));
  CHECK_FALSE(matches("*/x", "x"));
  CHECK(matches("***", "x"));
}
