// SPDX-License-Identifier: MIT
// Table of names: single names, and names that are paths.
#include "heap/names.h"

#include <array>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"

using namespace heapgraph;

TEST_CASE("a text has one id") {
  NameTable names;
  const NameId first = names.intern("first");
  const NameId second = names.intern("second");
  CHECK(first != second);
  CHECK(names.intern("first") == first);
  CHECK(names.find("second") == second);
  CHECK(names.find("third") == NameId::none);
  CHECK(names.text(second) == "second");
  CHECK(names.text(NameId::none).empty());
}

TEST_CASE("a plain name is its own path") {
  NameTable names;
  const NameId name = names.intern("name");
  const NameId none = NameId::none;
  CHECK_FALSE(NameTable::is_path(name));
  CHECK_FALSE(NameTable::is_path(none));
  CHECK(names.own_name(name) == name);
  CHECK(names.own_name(none) == none);
  REQUIRE(names.path_of(name).size() == 1);
  CHECK(names.path_of(name)[0] == name);
  CHECK(names.path_of(none).empty());
}

TEST_CASE("a path has one id, its own name, and the names on the way") {
  NameTable names;
  const std::array<NameId, 3> way = {names.intern("stack"), names.intern("frame"), names.intern("local")};
  const std::size_t texts = names.size();
  const NameId long_path = names.intern_path(way[2], way);
  const NameId short_path = names.intern_path(way[2], std::span(way).first(2));
  const NameId nameless = names.intern_path(NameId::none, way);
  const NameId nowhere = names.intern_path(way[2], {});
  CHECK(names.size() == texts);
  CHECK(std::vector{long_path, short_path, nameless, nowhere} ==
        std::vector{names.intern_path(way[2], way), names.intern_path(way[2], std::span(way).first(2)),
                    names.intern_path(NameId::none, way), names.intern_path(way[2], {})});
  CHECK(long_path != short_path);
  CHECK(long_path != nameless);
  CHECK(NameTable::is_path(long_path));
  CHECK(names.own_name(long_path) == way[2]);
  CHECK(names.own_name(nameless) == NameId::none);
  REQUIRE(names.path_of(long_path).size() == 3);
  CHECK(names.path_of(long_path)[1] == way[1]);
  CHECK(names.path_of(short_path).size() == 2);
  CHECK(names.path_of(nowhere).empty());
  CHECK(names.own_name(nowhere) == way[2]);
}

TEST_CASE("names of one hash are two names") {
  // About ten pairs of this many texts of one length share 32 bits of hash, in any process.
  constexpr std::uint32_t count = 300000;
  std::mt19937_64 random(7);
  NameTable names;
  std::uint32_t first_taken = count;
  for (std::uint32_t i = 0; i < count && first_taken == count; ++i) {
    std::string text(24, ' ');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    if (static_cast<std::uint32_t>(names.intern(text)) != i) first_taken = i;
  }
  CHECK(first_taken == count);
}
