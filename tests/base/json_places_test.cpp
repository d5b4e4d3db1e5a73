// SPDX-License-Identifier: MIT
// Offsets of values in a JSON text, found by their paths.
#include "base/json_places.h"

#include "support/catch.h"

using namespace heapgraph;

namespace {

/// Text from the value on. It is easier to compare than an offset, and says more when it differs.
std::string_view text_at(std::string_view text, const JsonPath& path) {
  return text.substr(offset_in_json(text, path));
}

/// Step of a path to an entry of a list.
std::size_t entry(std::size_t position) {
  return position;
}

}  // namespace

TEST_CASE("an empty path leads to the outermost value") {
  CHECK(offset_in_json("7", {}) == 0);
  CHECK(offset_in_json(" \t\r\n {\"a\": 1}", {}) == 5);
}

TEST_CASE("a key is at its quote") {
  const std::string_view text = R"( { "a" : 1 , "b":true,"c" :null, "" : {} } )";
  CHECK(text_at(text, {"a"}) == R"("a" : 1 , "b":true,"c" :null, "" : {} } )");
  CHECK(text_at(text, {"b"}) == R"("b":true,"c" :null, "" : {} } )");
  CHECK(text_at(text, {"c"}) == R"("c" :null, "" : {} } )");
  CHECK(text_at(text, {""}) == R"("" : {} } )");
}

TEST_CASE("an entry of a list is where it begins") {
  const std::string_view text = "[ 1.5e3 ,\n \"x\",{} , [ ],\tnull]";
  CHECK(text_at(text, {entry(0)}) == "1.5e3 ,\n \"x\",{} , [ ],\tnull]");
  CHECK(text_at(text, {entry(1)}) == "\"x\",{} , [ ],\tnull]");
  CHECK(text_at(text, {entry(2)}) == "{} , [ ],\tnull]");
  CHECK(text_at(text, {entry(3)}) == "[ ],\tnull]");
  CHECK(text_at(text, {entry(4)}) == "null]");
}

TEST_CASE("a path leads through objects and lists") {
  const std::string_view text =
      R"({"limits": [{"path": {"a": [1, [2, 3], 4]}}, {"path": {"a": 5}, "most": 6}], "most": 7})";
  CHECK(text_at(text, {"limits"}).substr(0, 10) == R"("limits": )");
  CHECK(text_at(text, {"limits", entry(0)}).substr(0, 10) == R"({"path": {)");
  CHECK(text_at(text, {"limits", entry(0), "path", "a"}).substr(0, 6) == R"("a": [)");
  CHECK(text_at(text, {"limits", entry(0), "path", "a", entry(1)}).substr(0, 6) == "[2, 3]");
  CHECK(text_at(text, {"limits", entry(0), "path", "a", entry(1), entry(1)}).substr(0, 2) == "3]");
  CHECK(text_at(text, {"limits", entry(0), "path", "a", entry(2)}).substr(0, 2) == "4]");
  CHECK(text_at(text, {"limits", entry(1), "path", "a"}).substr(0, 6) == R"("a": 5)");
  CHECK(text_at(text, {"limits", entry(1), "most"}) == R"("most": 6}], "most": 7})");
  CHECK(text_at(text, {"most"}) == R"("most": 7})");
}

TEST_CASE("what stands in a text is no structure") {
  const std::string_view text = R"(["]", "}", ",", "\"", "\\", "a\\\"],", {"{": ["["], "b\"": "c\":"}, 8])";
  CHECK(text_at(text, {entry(3)}).substr(0, 4) == R"("\"")");
  CHECK(text_at(text, {entry(4)}).substr(0, 4) == R"("\\")");
  CHECK(text_at(text, {entry(5)}).substr(0, 10) == R"("a\\\"],",)");
  CHECK(text_at(text, {entry(6), "b\""}).substr(0, 5) == R"("b\"")");
  CHECK(text_at(text, {entry(7)}) == "8]");
}

TEST_CASE("a key is compared by what its escapes mean") {
  const std::string_view text = R"({"\\u0061": 1, "\u0061": 2, "\n": 3, "gr\u00f6\u00dfe": 4, "größe": 5})";
  CHECK(text_at(text, {"\\u0061"}).substr(0, 12) == R"("\\u0061": 1)");
  CHECK(text_at(text, {"a"}).substr(0, 11) == R"("\u0061": 2)");
  CHECK(text_at(text, {"\n"}).substr(0, 7) == R"("\n": 3)");
  CHECK(text_at(text, {"größe"}).substr(0, 20) == R"("gr\u00f6\u00dfe": 4)");
}

TEST_CASE("of a repeated key the first is found") {
  CHECK(text_at(R"({"a": 1, "b": {"a": 2}, "a": 3})", {"a"}).substr(0, 6) == R"("a": 1)");
  CHECK(text_at(R"({"b": {"a": 2}, "a": 3, "a": 4})", {"a"}).substr(0, 6) == R"("a": 3)");
}

TEST_CASE("of what is missing the innermost value that is there is found") {
  const std::string_view text = R"( {"a": {"b": [1, 2]}, "e": [], "o": {}, "n": 3} )";
  CHECK(offset_in_json(text, {"x"}) == 1);
  CHECK(offset_in_json(text, {"x", "a"}) == 1);
  CHECK(offset_in_json(text, {entry(0)}) == 1);
  CHECK(text_at(text, {"a", "x"}).substr(0, 6) == R"("a": {)");
  CHECK(text_at(text, {"a", "x", "b"}).substr(0, 6) == R"("a": {)");
  CHECK(text_at(text, {"a", "b", entry(2)}).substr(0, 6) == R"("b": [)");
  CHECK(text_at(text, {"a", "b", entry(9)}).substr(0, 6) == R"("b": [)");
  CHECK(text_at(text, {"a", "b", "c"}).substr(0, 6) == R"("b": [)");
  CHECK(text_at(text, {"a", "b", entry(1), "c"}) == R"(2]}, "e": [], "o": {}, "n": 3} )");
  CHECK(text_at(text, {"e", entry(0)}).substr(0, 6) == R"("e": [)");
  CHECK(text_at(text, {"e", entry(1)}).substr(0, 6) == R"("e": [)");
  CHECK(text_at(text, {"o", "x"}).substr(0, 6) == R"("o": {)");
  CHECK(text_at(text, {"n", entry(0)}).substr(0, 6) == R"("n": 3)");
  CHECK(offset_in_json("7", {"x"}) == 0);
}

TEST_CASE("no depth of nesting is too deep") {
  constexpr std::size_t depth = 1'000'000;
  const std::string nested = std::string(depth, '[') + std::string(depth, ']');
  const std::string text = R"({"a": )" + nested + R"(, "b": 1})";
  CHECK(text_at(text, {"b"}) == R"("b": 1})");
  CHECK_FALSE(find_repeated_key(text));
}

TEST_CASE("a key that stands twice in one object is found where it stands again") {
  const auto repeated = [](std::string_view text) {
    const std::optional<RepeatedKey> found = find_repeated_key(text);
    return found ? found->key + " at " + std::to_string(found->offset) : "none";
  };
  CHECK(repeated(R"({"a": 1, "a": 2})") == "a at 9");
  CHECK(repeated(R"({"a": 1, "b": 2, "b": 3, "a": 4})") == "b at 17");
  CHECK(repeated(R"({"a": {"b": 1, "c": [{"b": 2}]}, "b": 3, "a": 4})") == "a at 41");
  CHECK(repeated(R"([1, {"a": 1}, {"x": {"b": 1 , "b" : 2}}])") == "b at 30");
  CHECK(repeated(R"({"a": 1, "\u0061": 2})") == "a at 9");
  CHECK(repeated(R"({"a\"": 1, "a\\": 2, "a\"": 3})") == "a\" at 21");
  CHECK(repeated(R"({"": 1, "": 2})") == " at 8");
}

TEST_CASE("keys of several objects, and texts that are no keys, are not repeated") {
  CHECK_FALSE(find_repeated_key("7"));
  CHECK_FALSE(find_repeated_key(R"("a")"));
  CHECK_FALSE(find_repeated_key("{}"));
  CHECK_FALSE(find_repeated_key(R"([{"a": 1}, {"a": 2}])"));
  CHECK_FALSE(find_repeated_key(R"({"a": {"a": {"a": 1}}, "b": {"a": 2}})"));
  CHECK_FALSE(find_repeated_key(R"({"a": "a", "b": ["a", "b", "b"], "c": "\"c\": 1, \"a\":"})"));
  CHECK_FALSE(find_repeated_key(R"({"a": 1, "A": 2, "\\u0061": 3})"));
}
