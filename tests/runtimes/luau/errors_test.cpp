// SPDX-License-Identifier: MIT
// Errors of reading, each of which says in one line where it is, what is wrong, and what to do.
#include <map>

#include "heapgraph/error.h"
#include "heapgraph/load.h"
#include "support/catch.h"
#include "support/check.h"
#include "support/heap.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("each malformed file gives its error") {
  // Messages without the path of the file. The columns were checked against the files by hand.
  const std::map<std::string, std::string> expected = {
      {"empty.json", ": is empty; "},
      {"blank.json", ": is empty; "},
      {"plain_text.json", ":1:2: not JSON: "},
      {"missing_comma.json", ":3:6: not JSON: "},
      {"trailing_text.json", ":3:25: not JSON: "},
      {"unknown_field_broken.json", ":2:52: not JSON: "},
      {"lone_surrogate.json", ":2:56: not JSON: "},
      {"cut_short.json", ":4:8: the dump ends here, in the middle; "},
      {"cut_in_string.json", ":3:36: the dump ends here, in the middle; "},
      {"list.json", ":1:1: this is JSON, but no Luau heap dump; "},
      {"number.json", ":1:1: this is JSON, but no Luau heap dump; "},
      {"no_objects.json", ": is JSON, but no Luau heap dump: it has no \"objects\"; "},
      {"nul_byte.json", ":4:1: not JSON: a NUL byte; "},
      {"roots_is_empty.json", ": has no \"roots\", so nothing in it can be reached; "},
      {"size_beyond_64_bits.json",
       ":2:39: object 0x10: \"size\" is not a whole number from -2147483648 to 4294967295; "},
      {"no_roots.json", ": has no \"roots\", so nothing in it can be reached; "},
      {"objects_is_list.json", ":1:12: \"objects\" is a list, expected an object; "},
      {"root_is_no_object.json",
       ":3:14: the root \"mainthread\" is 0xbeef, which is not an object of this dump; "},
      {"root_is_number.json", ":3:14: the root \"mainthread\" is a number, expected a string; "},
      {"root_is_null.json", ":3:14: the root \"mainthread\" is null, expected a string; "},
      {"key_is_no_address.json", ":2:10: the object's key \"player\" is not an address; "},
      {"object_is_number.json", ":2:8: object 0x10: it is a number, expected an object; "},
      {"no_type.json", ":2:8: object 0x10: it has no \"type\"; "},
      {"no_cat.json", ":2:8: object 0x10: it has no \"cat\"; "},
      {"no_size.json", ":2:8: object 0x10: it has no \"size\"; "},
      {"type_is_number.json", ":2:16: object 0x10: \"type\" is a number, expected a string; "},
      {"size_is_string.json", ":2:39: object 0x10: \"size\" is a string, expected a number; "},
      {"size_is_fraction.json",
       ":2:39: object 0x10: \"size\" is not a whole number from -2147483648 to 4294967295; "},
      {"size_is_huge.json",
       ":2:39: object 0x10: \"size\" is not a whole number from -2147483648 to 4294967295; "},
      {"cat_is_large.json", ":2:30: object 0x10: \"cat\" is not a whole number from 0 to 255; "},
      {"pairs_is_string.json", ":2:50: object 0x10: pairs is a string, expected a list; "},
      {"reference_is_number.json", ":2:51: object 0x10: array is a number, expected a string; "},
      {"reference_is_no_address.json", ":2:51: object 0x10: array holds \"here\", which is not an address; "},
      {"stack_name_is_number.json", ":2:68: object 0x10: stacknames is a number, expected a string; "},
      {"category_is_number.json", ":3:60: a category is a number, expected an object; "}};

  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(testdata("malformed"))) {
    ++files;
    const std::string name = entry.path().filename().string();
    INFO(name);
    REQUIRE(expected.count(name) == 1);
    const std::string error = load_error(entry.path().string());
    CHECK(error.find('\n') == std::string::npos);
    CHECK(error.substr(0, entry.path().string().size()) == entry.path().string());
    CHECK(error.substr(entry.path().string().size(), expected.at(name).size()) == expected.at(name));
  }
  CHECK(files == expected.size());
}

TEST_CASE("files that cannot be read") {
  CHECK(load_error("does/not/exist.json") ==
        "does/not/exist.json: cannot be read: No such file or directory; check the path and its permissions");
  const std::string folder = testdata("malformed").string();
  CHECK(load_error(folder) == folder + ": is a directory; name the dump in it");
}

TEST_CASE("a name in an error shows nothing harmful and is not endless") {
  const std::string text = R"({"objects":{"\u001b[31m)" + std::string(100000, 'x') + R"(":{}},"roots":{}})";
  std::string message;
  try {
    parse_snapshot(text, "hostile\x1b.json");
  } catch (const Error& error) {
    message = error.what();
  }
  CHECK(message.find('\x1b') == std::string::npos);
  CHECK(message.size() < 400);
  CHECK(message.substr(0, 19) == "hostile\\x1b.json:1:");
}

TEST_CASE("every cut of a dump is an error, and none crashes") {
  Heap heap;
  const Ref key = heap.string("key \\ \"");
  const Ref thread = heap.object("thread", {list("stack", {key, nil}), stack_names({"frame:f", ""})});
  heap.root("mainthread", heap.table({{key, thread}}, {thread}, thread)).name_category(0, "Default");
  const std::string whole = heap.dump();
  REQUIRE_NOTHROW(parse_snapshot(whole, "whole"));
  for (std::size_t length = 0; length + 2 < whole.size(); ++length) {
    INFO(length);
    CHECK_THROWS_AS(parse_snapshot(whole.substr(0, length), "cut"), Error);
  }
}
