// SPDX-License-Identifier: MIT
// Names are told apart by their text, whatever their hash is.
#include "heap/names.h"

#include <random>
#include <string>

#include "support/catch.h"

using namespace heapgraph;

TEST_CASE("names of one hash are two names") {
  // Among so many texts of one length, about ten pairs have the same 32 bits of hash, in whatever process.
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
