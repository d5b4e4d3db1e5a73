// SPDX-License-Identifier: MIT
// What a snapshot keeps apart from its columns of fixed width.
#include "heapgraph/snapshot.h"

#include <string>

#include "support/catch.h"
#include "support/tiny_runtime.h"

using namespace heapgraph;
using namespace heapgraph::test;

TEST_CASE("sizes at and above the end of 32 bits") {
  const std::vector<std::uint64_t> sizes = {4294967294, 4294967295,  7, 4294967296,
                                            0,          90000000000, 1, 18446744073709551615U};
  std::string text = "tiny heap\n";
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    text += "object " + std::to_string(i + 1) + " box " + std::to_string(sizes[i]) + " b\n";
  }
  const Snapshot snapshot = tiny::load(text + "root 0 r 1\n");
  REQUIRE(snapshot.object_count() == sizes.size());
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    CHECK(snapshot.size(static_cast<ObjectId>(i)) == sizes[i]);
  }
}

TEST_CASE("a class and a place belong to the object that has them alone") {
  const Snapshot snapshot = tiny::load(
      "tiny heap\n"
      "object 1 robot 1 a\n"
      "object 2 robot 1 b class=Walker\n"
      "object 3 routine 1 c at=hall:3\n"
      "object 4 routine 1 d\n"
      "object 5 routine 1 e at=attic:5\n"
      "object 6 robot 1 f class=Digger\n"
      "object 7 robot 1 g\n"
      "root 0 r 1\n");
  std::string classes;
  std::string places;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    classes += std::string(snapshot.text(snapshot.class_name(id))) + ",";
    const Place place = snapshot.place(id);
    places += std::string(snapshot.text(place.source)) + std::to_string(place.line) + ",";
  }
  CHECK(classes == ",Walker,,,,Digger,,");
  CHECK(places == "0,0,hall3,0,attic5,0,0,");
}
