// SPDX-License-Identifier: MIT
// Provenance in words.
#include "output/provenance.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "output/wording.h"

namespace heapgraph {
namespace {

constexpr std::size_t longest_name = 100;  // in character cells

std::string_view without_folders(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);  // none found is -1, so that all is left
}

/// Names of the files alone if these tell the dumps apart, or else whole paths.
std::vector<std::string> short_names(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    const std::string_view name = without_folders(path);
    names.emplace_back(name.empty() ? std::string_view(path) : name);
  }
  const bool are_distinct = std::set<std::string>(names.begin(), names.end()).size() == names.size();
  return are_distinct ? names : paths;
}

}  // namespace

std::string dumps_in_words(const Analysis& analysis) {
  const std::vector<std::string> names = short_names(analysis.dumps);
  std::vector<std::string> parts;
  for (const std::optional<std::size_t> dump : shown_dumps(names.size())) {
    parts.push_back(dump ? shorten_printable(names[*dump], longest_name) : "…");
  }
  return fmt::format("{}", fmt::join(parts, " → "));
}

std::string provenance_in_words(const Analysis& analysis) {
  std::vector<std::string> parts = {dumps_in_words(analysis), analysis.options,
                                    "heapgraph " HEAPGRAPH_VERSION};
  std::erase(parts, "");
  return fmt::format("{}", fmt::join(parts, " · "));
}

}  // namespace heapgraph
