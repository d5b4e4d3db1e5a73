// SPDX-License-Identifier: MIT
// Globs beside a matcher that is too simple to be wrong, and where that one would take too long.
#include "tree/glob.h"

#include <random>
#include <string>
#include <string_view>

#include "support/catch.h"

using namespace heapgraph;

namespace {

Glob glob_of(std::string_view pattern) {
  Glob glob;
  for (const char c : pattern) {
    if (c == '*') {
      glob.add_star();
    } else {
      glob.add(c);
    }
  }
  return glob;
}

/// Tries everything a star may stand for.
bool matches_simply(std::string_view pattern, std::string_view name) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') {
    return matches_simply(pattern.substr(1), name) ||
           (!name.empty() && matches_simply(pattern, name.substr(1)));
  }
  return !name.empty() && name.front() == pattern.front() &&
         matches_simply(pattern.substr(1), name.substr(1));
}

/// A text of up to `most` of these characters. With few of them, pieces of a text are often alike.
std::string random_text(std::minstd_rand& random, std::string_view characters, std::size_t most) {
  std::string text(random() % (most + 1), ' ');
  for (char& c : text) c = characters[random() % characters.size()];
  return text;
}

}  // namespace

TEST_CASE("a glob matches what trying everything matches") {
  std::minstd_rand random(7);
  std::size_t matched = 0;
  for (int i = 0; i < 200000; ++i) {
    const std::string pattern = random_text(random, "aab*", 10);
    const std::string name = random_text(random, "aab", 14);
    const bool expected = matches_simply(pattern, name);
    matched += expected ? 1 : 0;
    if (glob_of(pattern).matches(name) == expected) continue;
    INFO(pattern << " and " << name);
    CHECK(glob_of(pattern).matches(name) == expected);
  }
  CHECK(matched > 10000);
}

TEST_CASE("a glob finds a piece that begins again within itself") {
  CHECK(glob_of("*aabaaa*").matches("aabaabaaa"));
  CHECK(glob_of("*abab*").matches("aababab"));
  CHECK(glob_of("*abcabd*").matches("abcabcabd"));
  CHECK_FALSE(glob_of("*aabaaa*").matches("aabaabaab"));
  CHECK(glob_of("*ab*ab*").matches("abab"));
  CHECK_FALSE(glob_of("*aba*aba*").matches("ababa"));
}

TEST_CASE("stars side by side are counted and stand for one") {
  CHECK(glob_of("").stars() == 0);
  CHECK_FALSE(glob_of("").has_only_stars());
  CHECK(glob_of("**").stars() == 2);
  CHECK(glob_of("**").has_only_stars());
  CHECK_FALSE(glob_of("*a*").has_only_stars());
  CHECK_FALSE(glob_of("a*").has_only_stars());
  CHECK_FALSE(glob_of("*a").has_only_stars());
  CHECK(glob_of("a***b").matches("ab"));
  CHECK(glob_of(std::string(1000000, '*')).matches("name"));
}

TEST_CASE("a glob takes time in proportion to the name") {
  // A search that begins again at each character would compare a million times a million characters.
  constexpr std::size_t most = 1000000;
  const std::string name(2 * most, 'a');
  const std::string piece(most, 'a');
  CHECK_FALSE(glob_of("*" + piece + "b*").matches(name));
  CHECK_FALSE(glob_of("*b" + piece + "*").matches(name));
  CHECK(glob_of("*" + piece + "*").matches(name));
  std::string many;
  for (std::size_t i = 0; i < most / 10; ++i) many += "*a";
  CHECK(glob_of(many).matches(name));
  CHECK_FALSE(glob_of(many + "*b*").matches(name));
}
