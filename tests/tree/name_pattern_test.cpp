// SPDX-License-Identifier: MIT
// Tests of the generalisation of names.
#include "tree/name_pattern.h"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"

using namespace heapgraph;

TEST_CASE("name pattern: an id becomes a star") {
  const std::vector<std::pair<std::string, std::string>> patterns = {
      {"entity_17", "entity_*"},
      {"entity_25000", "entity_*"},
      {"17", "*"},
      {"player17data", "player*data"},
      {"3,-4", "*,*"},
      {"cell_-3_12", "cell_*_*"},
      {"-5", "*"},
      {"2026-11-24", "*-*-*"},
      {"1.5", "*"},
      {"-0.25|12", "*|*"},
      {"1.", "*."},
      {"user:1234", "user:*"},
      {"[12]", "[*]"},
      {"ptr 0x55d0f2a3c590", "ptr *"},
      {"0X1", "*"},
      {"session_9f3ab2c1", "session_*"},
      {"session_12345678", "session_*"},
      {"session_deadbeef", "session_*"},
      {"session_DEADBEEF", "session_*"},
      {"ab12cd", "*"},
      {"0f8fad5b-d9cb-469f-a165-70867728950e", "*"},
      {"{0F8FAD5B-D9CB-469F-A165-70867728950E}", "{*}"},
      {"s/0f8fad5b-d9cb-469f-a165-70867728950e/x", "s/*/x"},
      {"tok_k3J9xQ2mP7wLz81v", "tok_*"},
      {"größe12", "größe*"},
      {"a*b12", "a*b*"},
  };
  for (const auto& [name, pattern] : patterns) {
    CAPTURE(name);
    CHECK(generalised_name(name) == pattern);
    CHECK_FALSE(generalised_name(pattern));
  }
}

TEST_CASE("name pattern: names without ids stay as they are") {
  for (const char* name : {"", "World", "__proto", "entity_", "*", "entity_*", "facade", "defaced", "beef",
                           "feedbeefs", "a-b", "internationalization", "größe"}) {
    CAPTURE(name);
    CHECK_FALSE(generalised_name(name));
    CHECK_FALSE(has_long_id(name));
  }
}

TEST_CASE("name pattern: a line of source is no id") {
  for (const char* name : {"=game.luau:23:update", "=game.luau:1:", "Server.Main:7:", "level12:7:tick",
                           "function anonymous (game.luau:23)", "@dir/file:9", "game.luau:23"}) {
    CAPTURE(name);
    CHECK_FALSE(generalised_name(name));
  }
  CHECK(generalised_name("user:23") == "user:*");
  CHECK(generalised_name("=formula_23") == "=formula_*");
}

TEST_CASE("name pattern: long ids are told from short ones") {
  for (const char* name : {"entity_1000", "0x1", "ab12cd", "0f8fad5b-d9cb-469f-a165-70867728950e"}) {
    CAPTURE(name);
    CHECK(has_long_id(name));
  }
  for (const char* name : {"entity_999", "vec2", "1.5000", "1_2_3_4", "sha256"}) {
    CAPTURE(name);
    CHECK_FALSE(has_long_id(name));
  }
}
