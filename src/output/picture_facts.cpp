// SPDX-License-Identifier: MIT
// Facts of the picture as JSON.
#include "output/picture_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/json_list.h"
#include "base/json_text.h"
#include "base/sizes.h"
#include "base/text.h"
#include "output/cells.h"
#include "output/frame_texts.h"
#include "output/wording.h"
#include "tree/path_pattern.h"

namespace heapgraph {
namespace {

/// Sites whose nodes are looked for, each in one pass over the tree.
constexpr std::size_t most_sites = 8;

std::vector<std::string> notes_on(const Analysis& analysis, const Site& site) {
  std::vector<std::string> notes;
  const auto add = [&](std::string note) {
    if (!note.empty()) notes.push_back(std::move(note));
  };
  if (!site.what.empty()) {
    add(fmt::format("{} × {}", group_digits(hanging_count(site)), escape_unprintable(site.what)));
  }
  if (!analysis.compares_paths()) {
    add(fmt::format("cutting here frees {}", size_for_people(site.frees_bytes)));
  }
  add(other_holders_of(site));
  add(escape_unprintable(site.pattern));
  return notes;
}

std::string sites_as_json(const Analysis& analysis, const FoldedNodes& tree) {
  std::vector<std::string> entries;
  if (!analysis.findings) return "[]";
  const std::vector<Site>& sites = analysis.findings->sites;
  for (std::size_t i = 0; i < std::min(sites.size(), most_sites); ++i) {
    if (sites[i].net().bytes <= 0) continue;
    std::optional<std::string> entry = site_as_json(analysis, sites[i], tree);
    if (entry) entries.push_back(std::move(*entry));
  }
  return fmt::format("[{}]", fmt::join(entries, ","));
}

}  // namespace

std::string head_as_json(const Result& result, const IcicleHeader& header) {
  return fmt::format(
      R"("verdict":{},"counted":{},"provenance":{},"notices":{},"nothing":{},"templates":{})",
      quoted_as_json(header.verdict()), quoted_as_json(header.counted()), quoted_as_json(header.provenance()),
      list_as_json(result.analysis.notices, [](const Notice& notice) { return quoted_as_json(notice.text); }),
      quoted_as_json(nothing_counted(result)), frame_templates_as_json());
}

std::optional<std::string> site_as_json(const Analysis& analysis, const Site& site, const FoldedNodes& tree) {
  const std::optional<PathPattern> pattern = PathPattern::parse(site.path);
  const FoldedId node = pattern ? pattern->first_match(tree) : FoldedId::none;
  if (node == FoldedId::none || node == FoldedId::root) return std::nullopt;
  const bool is_one_dump = analysis.measure == Measure::live && !analysis.compares_paths();
  const std::string amount =
      is_one_dump ? size_for_people(site.after.bytes) : bytes_with_sign(site.net().bytes);
  return fmt::format("[{},{},{},{}]", index(node), quoted_as_json(escape_unprintable(site.place)),
                     quoted_as_json(amount), list_as_json(notes_on(analysis, site), quoted_as_json));
}

std::string picture_facts(const Result& result, const FoldedTree& folded, const IcicleHeader& header,
                          std::span<const std::string_view> palette) {
  return fmt::format(R"({{{},"palette":{},"sites":{}}})", head_as_json(result, header),
                     palette.empty() ? "null" : list_as_json(palette, quoted_as_json),
                     sites_as_json(result.analysis, folded.tree));
}

}  // namespace heapgraph
