// SPDX-License-Identifier: MIT
// Conversions of numbers to fewer bits, at the limits of what fits.
#include "base/narrow.h"

#include <cstdint>
#include <limits>

#include "heapgraph/error.h"
#include "heapgraph/snapshot.h"
#include "support/catch.h"

using namespace heapgraph;

namespace {

constexpr std::uint64_t beyond = std::uint64_t{1} << 32U;
constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("a count fits into 32 bits or is an error that says of what there are too many") {
  CHECK(narrow_count(0, "names") == 0);
  CHECK(narrow_count(beyond - 1, "names") == 0xffffffffU);
  CHECK_THROWS_AS(narrow_count(beyond, "names"), Error);
  CHECK_THROWS_AS(narrow_count(beyond + 1, "names"), Error);
  CHECK_THROWS_AS(narrow_count(largest, "names"), Error);
  CHECK_THROWS_WITH(narrow_count(beyond, "references of one object"),
                    "there are more than 4,294,967,295 references of one object; "
                    "heapgraph can hold no more, so make a dump of a smaller heap");
}

TEST_CASE("a position leaves free what stands for none") {
  CHECK(narrow_position(0, "names") == 0);
  CHECK(narrow_position<ObjectId>(beyond - 2, "objects") == ObjectId{0xfffffffe});
  CHECK_THROWS_WITH(narrow_position<ObjectId>(beyond - 1, "objects"),
                    test::containing("there are more than 4,294,967,295 objects; "));
  CHECK_THROWS_AS(narrow_position(beyond, "objects"), Error);
  CHECK_THROWS_AS(narrow_position(largest, "objects"), Error);
}

TEST_CASE("fewer positions may be legal") {
  constexpr std::uint64_t most = 0x7fffffff;
  CHECK(narrow_position(most - 1, "names", most) == 0x7ffffffeU);
  CHECK_THROWS_WITH(narrow_position(most, "names", most),
                    test::containing("there are more than 2,147,483,647 names; "));
}

TEST_CASE("low bits are cut off") {
  CHECK(low_bits<std::uint32_t>(std::uint64_t{0x123456789abcdef0}) == 0x9abcdef0U);
  CHECK(low_bits<std::uint32_t>(std::int64_t{-1}) == 0xffffffffU);
  CHECK(low_bits<std::uint32_t>(std::int64_t{std::numeric_limits<std::int32_t>::min()}) == 0x80000000U);
  CHECK(low_bits<std::uint8_t>(std::uint32_t{0x1ff}) == 0xffU);
}

TEST_CASE("a request beyond what a type holds is served in part") {
  CHECK(as_much_as_fits<std::uint32_t>(0) == 0);
  CHECK(as_much_as_fits<std::uint32_t>(beyond - 1) == 0xffffffffU);
  // Cut off, these would ask for nothing and for one byte.
  CHECK(as_much_as_fits<std::uint32_t>(beyond) == 0xffffffffU);
  CHECK(as_much_as_fits<std::uint32_t>(beyond + 1) == 0xffffffffU);
  CHECK(as_much_as_fits<std::uint64_t>(largest) == largest);
}
