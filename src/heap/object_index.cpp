// SPDX-License-Identifier: MIT
// The index from identifiers to objects.
#include "heap/object_index.h"

#include <algorithm>

#include "base/large_array.h"
#include "base/narrow.h"

namespace heapgraph {
namespace {

/// Most runs of one neighbourhood; more mean that the dump is in no useful order. A runtime may write its
/// largest objects one by one, often by falling address. Up to eight of these fit into a neighbourhood.
constexpr int most_runs = 16;

/// The low bits of an address are nearly always 0, since objects lie at multiples of 8 or 16. Others choose
/// another neighbourhood of the table, or sixteen times too many objects would share one.
constexpr std::uint64_t hash_of_address(std::uint64_t address) {
  constexpr std::uint64_t low_bits = 7;
  return (address >> 4U) ^ ((address & low_bits) << 32U);
}

/// Spreads neighbourhoods. Their numbers have no gaps between them, so that side by side they would collide.
constexpr std::uint64_t hash_of_neighbourhood(std::uint64_t neighbourhood) {
  return neighbourhood * 0x9e3779b97f4a7c15U;
}

}  // namespace

ObjectIndex::ObjectIndex(std::vector<std::uint32_t> numbers)
    : numbers_(std::move(numbers)), is_numbered_(true) {
  // In a process that ran for long, most numbers that were given are of freed objects. A table of all would
  // be nearly empty, so the numbers are sorted instead.
  constexpr std::size_t most_entries_of_object = 8;
  std::uint32_t largest = 0;
  for (const std::uint32_t number : numbers_) {
    if (number % 2 != 0) largest = std::max(largest, number);
  }
  const std::size_t entries = std::size_t{largest / 2} + 1;
  if (entries <= numbers_.size() * most_entries_of_object) by_odd_number_ = large_array(entries, npos);
  for (std::uint32_t i = 0; i < numbers_.size(); ++i) {
    const std::uint32_t number = numbers_[i];
    if (number % 2 == 0 || by_odd_number_.empty()) {
      others_.emplace_back(number, i);
    } else if (by_odd_number_[number / 2] == npos) {
      by_odd_number_[number / 2] = i;
    }
  }
  std::sort(others_.begin(), others_.end());
}

std::uint32_t ObjectIndex::find_duplicate() const {
  for (std::uint32_t i = 0; i < numbers_.size(); ++i) {
    if (find_number(numbers_[i]) != i) return i;
  }
  return npos;
}

std::uint32_t ObjectIndex::find_number(std::uint64_t number) const {
  if (number % 2 != 0 && !by_odd_number_.empty()) {
    return number / 2 < by_odd_number_.size() ? by_odd_number_[static_cast<std::size_t>(number / 2)] : npos;
  }
  const auto found =
      std::lower_bound(others_.begin(), others_.end(), number,
                       [](const auto& entry, std::uint64_t wanted) { return entry.first < wanted; });
  return found != others_.end() && found->first == number ? found->second : npos;
}

std::uint32_t ObjectIndex::find(std::uint64_t address) const {
  if (is_numbered_) return find_number(address);
  if (!has_runs_) {
    return entries_.find(hash_of_address(address), [&](std::uint32_t i) { return addresses_[i] == address; });
  }
  for (std::uint32_t run = first_run_of(address >> neighbourhood_bits); run != npos; run = runs_[run].next) {
    const std::uint32_t position = find_in_run(run, address);
    if (position != npos) return position;
  }
  return npos;
}

std::uint32_t ObjectIndex::first_run_of(std::uint64_t neighbourhood) const {
  return entries_.find(hash_of_neighbourhood(neighbourhood),
                       [&](std::uint32_t i) { return runs_[i].neighbourhood == neighbourhood; });
}

std::uint32_t ObjectIndex::find_in_run(std::size_t run, std::uint64_t address) const {
  const std::size_t first = runs_[run].first;
  const std::size_t end = run + 1 < runs_.size() ? runs_[run + 1].first : size();
  const auto wanted = static_cast<std::uint32_t>(address % neighbourhood_bytes);
  // Position if the run fills its neighbourhood evenly. The true position is usually near.
  const std::uint64_t guess = std::uint64_t{wanted} * (end - first) >> neighbourhood_bits;
  std::size_t at = first + static_cast<std::size_t>(guess);
  while (at != first && offset(at) > wanted) --at;
  while (at + 1 != end && offset(at) < wanted) ++at;
  return offset(at) == wanted ? static_cast<std::uint32_t>(at) : npos;
}

bool ObjectIndex::add(std::uint64_t address) {
  const auto next = narrow_position(size(), "objects in the dump");
  const std::uint64_t neighbourhood = address >> neighbourhood_bits;
  const bool continues_run =
      has_runs_ && size() != 0 && last_ < address && runs_.back().neighbourhood == neighbourhood;
  if (has_runs_ && !(continues_run && last_is_only_run_)) {
    if (find(address) != npos) return false;
    if (!continues_run) begin_run(neighbourhood, next);
  }
  if (!has_runs_ && entry_of(address, next) != next) return false;
  append(address);
  return true;
}

/// Appends an address to the last run, or to the addresses if there are no runs.
void ObjectIndex::append(std::uint64_t address) {
  if (is_packed_ && runs_.size() > most_packed_runs) unpack();
  if (is_packed_) {
    const auto run = static_cast<std::uint32_t>(runs_.size() - 1);
    packed_.push_back(run << neighbourhood_bits | static_cast<std::uint32_t>(address % neighbourhood_bytes));
  } else {
    addresses_.push_back(address);
  }
  last_ = address;
}

void ObjectIndex::unpack() {
  if (!is_packed_) return;
  reserve_large(addresses_, std::max(packed_.capacity(), packed_.size() + 1));
  for (std::size_t i = 0; i < packed_.size(); ++i) addresses_.push_back((*this)[i]);
  packed_ = {};
  is_packed_ = false;
}

/// Position of an address; it becomes `next` if the address has none yet.
std::uint32_t ObjectIndex::entry_of(std::uint64_t address, std::uint32_t next) {
  return entries_.find_or_insert(
      hash_of_address(address), next, [&](std::uint32_t i) { return addresses_[i] == address; },
      [&](std::uint32_t i) { return hash_of_address(addresses_[i]); });
}

void ObjectIndex::begin_run(std::uint64_t neighbourhood, std::uint32_t first_position) {
  const auto run = static_cast<std::uint32_t>(runs_.size());  // no more than objects
  const std::uint32_t first = entries_.find_or_insert(
      hash_of_neighbourhood(neighbourhood), run,
      [&](std::uint32_t i) { return runs_[i].neighbourhood == neighbourhood; },
      [&](std::uint32_t i) { return hash_of_neighbourhood(runs_[i].neighbourhood); });
  last_is_only_run_ = first == run;
  runs_.push_back({neighbourhood, first_position, npos});
  if (last_is_only_run_) return;
  runs_[run].next = runs_[first].next;
  runs_[first].next = run;
  int count = 0;
  for (std::uint32_t i = first; i != npos; i = runs_[i].next) ++count;
  if (count > most_runs) give_each_an_entry();
}

void ObjectIndex::give_each_an_entry() {
  unpack();
  has_runs_ = false;
  runs_ = {};
  entries_ = {};
  entries_.reserve(addresses_.capacity(), [&](std::uint32_t i) { return hash_of_address(addresses_[i]); });
  for (std::uint32_t i = 0; i < addresses_.size(); ++i) entry_of(addresses_[i], i);
}

void ObjectIndex::reserve(std::size_t count) {
  reserve_large(packed_, count);
}

}  // namespace heapgraph
