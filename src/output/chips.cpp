// SPDX-License-Identifier: MIT
// Chips of the picture.
#include "output/chips.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <utility>

#include "base/json_text.h"
#include "base/sizes.h"
#include "base/text.h"
#include "heapgraph/report.h"
#include "output/sections.h"
#include "tree/path_pattern.h"

namespace heapgraph {
namespace {

constexpr std::size_t most_chips = 3;
/// Sites whose nodes are looked for, each in one pass over the tree.
constexpr std::size_t most_candidates = 8;

bool is_one_dump(const Analysis& analysis) {
  return analysis.measure == Measure::live && !analysis.compares_paths();
}

}  // namespace

std::vector<Chip> chips_of(const Result& result, const FoldedNodes& tree) {
  const Analysis& analysis = result.analysis;
  std::vector<Chip> chips;
  if (!analysis.findings) return chips;
  const std::vector<Site>& sites = analysis.findings->sites;
  for (std::size_t i = 0; i < sites.size() && i < most_candidates && chips.size() < most_chips; ++i) {
    const Site& site = sites[i];
    if (site.net().bytes <= 0) continue;
    const std::optional<PathPattern> pattern = PathPattern::parse(site.path);
    const FoldedId node = pattern ? pattern->first_match(tree) : FoldedId::none;
    if (node == FoldedId::none || node == FoldedId::root) continue;
    chips.push_back(
        {node, escape_unprintable(site.place),
         is_one_dump(analysis) ? size_for_people(site.after.bytes) : bytes_with_sign(site.net().bytes)});
  }
  return chips;
}

std::string as_json(const std::vector<Chip>& chips) {
  std::vector<std::string> entries;
  entries.reserve(chips.size());
  for (const Chip& chip : chips) {
    entries.push_back(
        fmt::format("[{},{},{}]", index(chip.node), quoted_as_json(chip.label), quoted_as_json(chip.amount)));
  }
  return fmt::format("[{}]", fmt::join(entries, ","));
}

}  // namespace heapgraph
