// SPDX-License-Identifier: MIT
// Which of the groups of a division belong to the runtime rather than to the program.
//
// These are groups of which more than half are objects that the runtime makes for itself, groups that hang
// from its own roots, which are walked after those of the program, and one function of its own code, which
// was loaded when it was needed first.
#include "report/runtime_groups.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>

#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

constexpr std::int64_t divisor_of_runtime = 8;
constexpr std::int64_t divisor_of_last_roots = 64;

std::int64_t divisor_of_root(std::uint8_t rank) {
  return rank == 0 ? 1 : rank == 1 ? divisor_of_runtime : divisor_of_last_roots;
}

/// By group: more than half of its bytes are objects that the runtime makes for itself.
std::vector<bool> find_groups_of_engine(const Snapshot& snapshot, const Division& division,
                                        std::uint8_t category) {
  std::vector<std::uint64_t> bytes(division.groups.size());
  std::vector<std::uint64_t> of_engine(division.groups.size());
  for (std::size_t i = 0; i < division.group_of.size(); ++i) {
    const std::uint32_t group = division.group_of[i];
    if (group >= bytes.size()) continue;
    const auto id = static_cast<ObjectId>(i);
    bytes[group] += snapshot.size(id);
    if (snapshot.category(id) == category) of_engine[group] += snapshot.size(id);
  }
  std::vector<bool> result(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) result[i] = of_engine[i] > bytes[i] / 2;
  return result;
}

/// By group: one function of the runtime's own code is all that hangs there. Many may be the leak: they hold
/// what a program gave to them.
std::vector<bool> find_functions_of_runtime(const Snapshot& snapshot, const Division& division) {
  const Vocabulary& vocabulary = *snapshot.vocabulary();
  std::vector<bool> result(division.groups.size());
  if (vocabulary.is_source_of_runtime == nullptr) return result;
  std::vector<std::uint8_t> functions(division.groups.size());  // 2 stands for more, and for other objects
  for (std::size_t i = 0; i < division.unchanged.links.size(); ++i) {
    const ChangedLink& link = division.unchanged.links[i];
    std::uint8_t& count = functions[division.group_of_link[i]];
    if (count >= 2) continue;
    const Place place = snapshot.place(link.target);
    const bool is_of_runtime =
        place.source != NameId::none && vocabulary.is_source_of_runtime(snapshot.text(place.source));
    count = static_cast<std::uint8_t>(count + (is_of_runtime ? 1 : 2));
  }
  for (std::size_t i = 0; i < functions.size(); ++i) result[i] = functions[i] == 1;
  return result;
}

}  // namespace

RuntimeGroups find_runtime_groups(const ChangedHeaps& heaps, Division& division) {
  const Snapshot& snapshot = heaps.snapshot;
  const std::size_t groups = division.groups.size();
  RuntimeGroups result = {std::vector<bool>(groups), std::vector<std::int64_t>(groups, 1)};
  const std::optional<std::uint8_t> category = snapshot.vocabulary()->engine_category;
  if (!category) return result;
  std::map<SitePlace, std::int64_t> divisor_at;
  for (const Root& root : snapshot.roots()) {
    const SitePlace place = division.places->of_root(snapshot.text(root.name));
    const auto [found, is_first] = divisor_at.try_emplace(place, divisor_of_root(root.rank));
    if (!is_first) found->second = std::min(found->second, divisor_of_root(root.rank));
  }
  const std::vector<bool> are_of_engine = find_groups_of_engine(snapshot, division, *category);
  const std::vector<bool> are_functions = find_functions_of_runtime(snapshot, division);
  for (std::size_t i = 0; i < groups; ++i) {
    SitePlace root = division.groups[i].place;
    while (root != SitePlace::root && division.places->parent(root) != SitePlace::root) {
      root = division.places->parent(root);
    }
    const auto found = divisor_at.find(root);
    const std::int64_t divisor = found != divisor_at.end() ? found->second : divisor_of_last_roots;
    const bool is_made_by_runtime = are_of_engine[i] || are_functions[i];
    result.are_of_runtime[i] = is_made_by_runtime || divisor == divisor_of_last_roots;
    result.divisors[i] = is_made_by_runtime ? std::max(divisor, divisor_of_runtime) : divisor;
  }
  return result;
}

}  // namespace heapgraph
