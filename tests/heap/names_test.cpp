// SPDX-License-Identifier: MIT
// Names are told apart by their text, whatever their hash is.
#include "heapgraph/names.h"

#include <string>

#include "support/catch.h"

using namespace heapgraph;

TEST_CASE("names of one hash are two names") {
  // Among so many texts of one length, about ten pairs have the same 32 bits of hash, in whatever process.
  constexpr std::uint32_t count = 300000;
  NameTable names;
  std::uint32_t first_taken = count;
  for (std::uint32_t i = 0; i < count && first_taken == count; ++i) {
    const NameId name = names.intern(std::to_string(1000000 + i));
    if (static_cast<std::uint32_t>(name) != i) first_taken = i;
  }
  CHECK(first_taken == count);
}
