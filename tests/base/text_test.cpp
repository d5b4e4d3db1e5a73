// SPDX-License-Identifier: MIT
// Text: numbers, escapes, line breaks and shortening.
#include "base/text.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace heapgraph;

TEST_CASE("numbers are grouped by thousands") {
  CHECK(group_digits(0) == "0");
  CHECK(group_digits(999) == "999");
  CHECK(group_digits(1000) == "1,000");
  CHECK(group_digits(1234567) == "1,234,567");
  CHECK(group_digits(18446744073709551615U) == "18,446,744,073,709,551,615");
}

TEST_CASE("a share of nothing is nothing") {
  CHECK(percentage(1, 3) == "33.3%");
  CHECK(percentage(3, 3) == "100.0%");
  CHECK(percentage(0, 0) == "0.0%");
}

TEST_CASE("what has no shape becomes an escape") {
  CHECK(escape_unprintable("plain text") == "plain text");
  CHECK(escape_unprintable(std::string_view("a\0b\x01\n\x7f", 6)) == "a\\x00b\\x01\\x0a\\x7f");
  CHECK(escape_unprintable("caf\u00e9 \U0001F600") == "caf\u00e9 \U0001F600");
  CHECK(escape_unprintable("\u202etxt") == "\\u{202e}txt");
  CHECK(escape_unprintable("a\u200bb") == "a\\u{200b}b");
  CHECK(escape_unprintable("\ufffe") == "\\u{fffe}");
  CHECK(escape_unprintable("\xff\x80") == "\\xff\\x80");
  CHECK(escape_unprintable("\xc3") == "\\xc3");
  CHECK(escape_unprintable("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a lone surrogate
  CHECK(escape_unprintable("\xc0\x80") == "\\xc0\\x80");           // an overlong NUL
}

TEST_CASE("commands to CI runners become escapes") {
  CHECK(escape_unprintable("::a::b") == "\\x3a:a::b");
  CHECK(escape_unprintable("a ::b") == "a \\x3a:b");
  CHECK(escape_unprintable("\u00a0::b") == "\u00a0\\x3a:b");
  CHECK(escape_unprintable("a::b: :c") == "a::b: :c");
  CHECK(escape_unprintable("##[a] ##vso[b] ##teamcity[c]") == "\\x23#[a] \\x23#vso[b] \\x23#teamcity[c]");
  CHECK(escape_unprintable("###[a]") == "#\\x23#[a]");
  CHECK(escape_unprintable("## [a] ##1[a] #[a] ##a") == "## [a] ##1[a] #[a] ##a");
  for (const std::string text : {"::a ::b", "##[a]", "###[a", ":::", "\n::a", "\u202f::x"}) {
    const std::string escaped = escape_unprintable(text);
    CHECK(escape_unprintable(escaped) == escaped);
  }
  CHECK(without_commands("a##[b##[c", "&#35;") == "a&#35;#[b&#35;#[c");
  CHECK(without_commands("a## [b", "x") == "a## [b");
}

TEST_CASE("lines are broken between words") {
  using Lines = std::vector<std::string>;
  CHECK(broken_lines("a bc def", 4) == Lines{"a bc", "def"});
  CHECK(broken_lines("a bc def", 8) == Lines{"a bc def"});
  CHECK(broken_lines("a longer word", 3) == Lines{"a", "longer", "word"});
  CHECK(broken_lines("", 10).empty());
}

TEST_CASE("long names keep both ends") {
  CHECK(shorten_in_the_middle("abcdef", 6) == "abcdef");
  CHECK(shorten_in_the_middle("abcdefgh", 6) == "abc…gh");
  CHECK(shorten_in_the_middle("abcdefgh", 3) == "a…h");
  CHECK(shorten_in_the_middle("abcdefgh", 2).empty());
  CHECK(shorten_in_the_middle("ab", 2) == "ab");
  CHECK(shorten_in_the_middle("", 0).empty());
  CHECK(shorten_in_the_middle("abc…defgh", 7) == "abc…fgh");
  CHECK(shorten_in_the_middle("abc…defghijk", 8) == "abc…ijk");
  CHECK(shorten_in_the_middle("abcde…xfghi…", 8) == "abcd…hi…");
  CHECK(display_width("− a → b ↗ ↑ …") == 13);
}

TEST_CASE("shortening never takes more cells than it may, nor half a character") {
  const std::string mixed = "a\u00e9\u4e2d\u6587\U0001F600z\u4e2d\u6587 end";
  for (std::size_t cells = 0; cells < 30; ++cells) {
    const std::string text = shorten_in_the_middle(mixed, cells);
    CHECK(display_width(text) <= cells);
    CHECK(escape_unprintable(text) == text);
  }
}
