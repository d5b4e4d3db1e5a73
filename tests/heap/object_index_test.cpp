// SPDX-License-Identifier: MIT
// Index of addresses in the VM's order, in no order, and in orders between.
#include "heap/object_index.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include "support/catch.h"

using heapgraph::ObjectIndex;

namespace {

/// Compares an index with a map of the same addresses.
void check_like_a_map(const std::vector<std::uint64_t>& addresses, const std::vector<std::uint64_t>& others) {
  ObjectIndex index;
  std::map<std::uint64_t, std::uint32_t> expected;
  bool adds_as_expected = true;
  for (const std::uint64_t address : addresses) {
    const bool is_new = expected.try_emplace(address, static_cast<std::uint32_t>(index.size())).second;
    adds_as_expected = adds_as_expected && index.add(address) == is_new;
  }
  CHECK(adds_as_expected);
  REQUIRE(index.size() == expected.size());
  bool finds_all = true;
  for (const auto& [address, position] : expected) {
    finds_all = finds_all && index.find(address) == position && index[position] == address;
  }
  CHECK(finds_all);
  bool finds_no_other = true;
  for (const std::uint64_t address : others) {
    if (!expected.contains(address))
      finds_no_other = finds_no_other && index.find(address) == ObjectIndex::npos;
  }
  CHECK(finds_no_other);
}

/// Pages of 16 KB, the newest first. Each has objects of one size, by rising address.
std::vector<std::uint64_t> pages(std::uint64_t count) {
  std::vector<std::uint64_t> addresses;
  for (std::uint64_t page = count; page-- > 0;) {
    const std::uint64_t size = 24 + 8 * (page % 23);
    for (std::uint64_t at = 40; at + size <= 16384; at += size) {
      if ((at * 2654435761U >> 7U) % 5 != 0) addresses.push_back(0x7f0000001230 + page * 16400 + at);
    }
  }
  return addresses;
}

std::vector<std::uint64_t> neighbours(const std::vector<std::uint64_t>& addresses) {
  std::vector<std::uint64_t> others = {0, 1, ~std::uint64_t{0}};
  for (const std::uint64_t address : addresses) {
    others.insert(others.end(), {address - 8, address + 8, address + 4096, address ^ 0x10000000000});
  }
  return others;
}

}  // namespace

TEST_CASE("addresses are found in whatever order the dump has them") {
  std::mt19937_64 random(7);
  const std::vector<std::uint64_t> ordered = pages(40);
  std::vector<std::uint64_t> changed = ordered;
  SECTION("as the VM writes them") {}
  SECTION("falling") {
    std::reverse(changed.begin(), changed.end());
  }
  SECTION("in no order") {
    std::shuffle(changed.begin(), changed.end(), random);
  }
  SECTION("a few out of place") {
    for (int i = 0; i < 40; ++i)
      std::swap(changed[random() % changed.size()], changed[random() % changed.size()]);
  }
  SECTION("some twice, in place and elsewhere") {
    for (int i = 0; i < 40; ++i) changed.push_back(changed[random() % changed.size()]);
    for (std::size_t i = 0; i < changed.size(); i += 100) {
      changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(i), changed[i]);
    }
  }
  SECTION("the second half in no order") {
    std::shuffle(changed.begin() + static_cast<std::ptrdiff_t>(changed.size() / 2), changed.end(), random);
  }
  SECTION("every second first") {
    const std::vector<std::uint64_t> all = changed;
    const auto is_even = [](std::uint64_t a) { return a / 8 % 2 == 0; };
    std::remove_copy_if(all.begin(), all.end(),
                        std::copy_if(all.begin(), all.end(), changed.begin(), is_even), is_even);
  }
  check_like_a_map(changed, neighbours(ordered));
}

TEST_CASE("addresses side by side and at both ends of the number line") {
  std::vector<std::uint64_t> addresses;
  for (std::uint64_t i = 0; i < 5000; ++i) addresses.push_back(i + 1);
  for (std::uint64_t i = 5000; i-- > 0;) addresses.push_back(~i);
  check_like_a_map(addresses, neighbours(addresses));
}

TEST_CASE("more neighbourhoods than fit into packed addresses") {
  constexpr std::uint64_t count = (std::uint64_t{1} << 20U) + 3;
  const auto address = [](std::uint64_t i) { return 0x7f0000000008 + i * 4096 + i % 100 * 8; };
  ObjectIndex index;
  bool adds_all = true;
  for (std::uint64_t i = 0; i < count; ++i) adds_all = index.add(address(i)) && adds_all;
  CHECK(adds_all);
  REQUIRE(index.size() == count);
  bool finds_all = true;
  for (std::uint64_t i = 0; i < count; ++i) {
    finds_all = finds_all && index[i] == address(i) && index.find(address(i)) == i;
  }
  CHECK(finds_all);
  CHECK(index.find(address(7) + 8) == ObjectIndex::npos);
  CHECK_FALSE(index.add(address(count / 2)));
}
