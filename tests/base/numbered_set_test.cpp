// SPDX-License-Identifier: MIT
// Sets of small numbers whose members are numbered.
#include "base/numbered_set.h"

#include "support/catch.h"

using heapgraph::NumberedSet;

TEST_CASE("the members of a set are numbered in ascending order") {
  const auto holds = [](std::size_t i) { return i % 3 == 0 || i / 64 == 2; };
  const NumberedSet set(300, holds);
  std::uint32_t count = 0;
  bool is_right = true;
  for (std::size_t i = 0; i < 300; ++i) {
    is_right = is_right && set.contains(i) == holds(i) && set.number(i) == count;
    if (holds(i)) ++count;
  }
  CHECK(is_right);
  CHECK(set.count() == count);
  CHECK(NumberedSet().count() == 0);
}
