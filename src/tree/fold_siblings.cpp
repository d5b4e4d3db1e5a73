// SPDX-License-Identifier: MIT
// Which siblings are the entries of a dictionary, and what they are called together.
//
// A tree of names does not tell a record from a dictionary: the names of a record are chosen by a
// programmer, and those of a dictionary are data. Two signs of data are used. The first is a pattern that
// many names fit (see `name_pattern.h`). Patterns are trusted only if they explain most names with ids:
// random letters and digits have as many patterns as names, and a few of them coincide. The second sign is
// that many siblings are alike: they have the same content, and most names below each of them are names
// below many others too. One that alone holds more than all others together is a thing by itself.
//
// The names below are those of a few nodes and children of each sibling, so the search is linear.
#include "tree/fold_siblings.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>

#include "heap/names.h"
#include "heap/vocabulary.h"
#include "tree/name_pattern.h"

namespace heapgraph {
namespace {

constexpr std::size_t most_nodes_asked = 8;      // of each sibling
constexpr std::size_t most_children_asked = 64;  // of each of these nodes

/// Key of a name below siblings of one content.
std::uint64_t key_of(ColourGroup content, NameId name) {
  constexpr unsigned bits_of_name = 32;
  return static_cast<std::uint64_t>(content) << bits_of_name | index(name);
}

/// Siblings of one pattern.
struct Group {
  std::uint32_t siblings = 0;
  std::uint32_t with_long_id = 0;
  bool is_name = false;  ///< the pattern is the name of a sibling

  bool folds() const {
    return siblings >= fewest_with_short_ids || with_long_id >= fewest_with_long_ids || is_name;
  }
};

}  // namespace

std::string_view PatternNames::text(NameId name) const {
  return names_.table()->text(name);
}

PatternNames::Entry& PatternNames::entry(NameId name) {
  if (index(name) >= entries_.size()) entries_.resize(std::max(names_.table()->size(), index(name) + 1));
  if (entries_[index(name)].pattern == NameId::none) {
    const std::string_view text = names_.table()->text(name);
    const std::optional<std::string> pattern = generalised_name(text);
    const bool is_long = pattern && heapgraph::has_long_id(text);
    // Interning may move the text.
    entries_[index(name)] = {pattern ? names_.intern(*pattern) : name, is_long};
  }
  return entries_[index(name)];
}

NameId PatternNames::pattern(NameId name) {
  return entry(name).pattern;
}

bool PatternNames::has_long_id(NameId name) {
  return entry(name).has_long_id;
}

SiblingFolder::SiblingFolder(const Tree& tree, const std::vector<std::uint32_t>& ends, PatternNames& names)
    : tree_(tree), ends_(ends), names_(names), is_function_(tree.vocabulary->colours.size()) {
  for (const TypeInfo& type : tree.vocabulary->types) {
    if (type.form == ObjectForm::code) is_function_[static_cast<std::size_t>(type.colour_group)] = true;
  }
}

const std::vector<NameId>& SiblingFolder::fold(std::span<const Sibling> siblings) {
  folded_.clear();
  for (const Sibling& sibling : siblings) folded_.push_back(sibling.name);
  if (siblings.size() >= fewest_with_long_ids) fold_by_pattern(siblings);
  if (siblings.size() >= fewest_alike) fold_alike(siblings);
  return folded_;
}

void SiblingFolder::fold_by_pattern(std::span<const Sibling> siblings) {
  const auto has_id = [&](const Sibling& sibling) { return names_.pattern(sibling.name) != sibling.name; };
  const auto with_id = std::count_if(siblings.begin(), siblings.end(), has_id);
  if (with_id == 0) return;
  std::unordered_map<NameId, Group> groups;
  for (const Sibling& sibling : siblings) {
    if (!has_id(sibling)) continue;
    Group& group = groups[names_.pattern(sibling.name)];
    ++group.siblings;
    if (names_.has_long_id(sibling.name)) ++group.with_long_id;
  }
  for (const Sibling& sibling : siblings) {
    const auto group = groups.find(sibling.name);
    if (group != groups.end()) group->second.is_name = true;
  }
  std::ptrdiff_t explained = 0;
  for (const auto& [pattern, group] : groups) {
    if (group.folds()) explained += static_cast<std::ptrdiff_t>(group.siblings);
  }
  const bool are_patterns_trusted = explained * 2 >= with_id;
  for (std::size_t i = 0; i < siblings.size(); ++i) {
    if (!has_id(siblings[i])) continue;
    const NameId pattern = names_.pattern(siblings[i].name);
    const Group& group = groups[pattern];
    if (group.is_name || (are_patterns_trusted && group.folds())) folded_[i] = pattern;
  }
}

std::uint32_t SiblingFolder::fewest(ColourGroup content) const {
  return is_function_[static_cast<std::size_t>(content)] ? fewest_alike_functions : fewest_alike;
}

/// Finds the different names, or their patterns, of the children of a sibling.
void SiblingFolder::find_names_below(const Sibling& sibling) {
  names_below_.clear();
  for (const NodeId node : sibling.nodes.first(std::min(sibling.nodes.size(), most_nodes_asked))) {
    std::size_t asked = 0;
    for (std::size_t child = index(node) + 1; child < ends_[index(node)]; child = ends_[child]) {
      if (++asked > most_children_asked) break;
      names_below_.push_back(names_.pattern(tree_.nodes[child].name));
    }
  }
  std::sort(names_below_.begin(), names_below_.end());
  names_below_.erase(std::unique(names_below_.begin(), names_below_.end()), names_below_.end());
}

void SiblingFolder::fold_alike(std::span<const Sibling> siblings) {
  std::vector<std::size_t> open;  // siblings that are not folded yet
  for (std::size_t i = 0; i < siblings.size(); ++i) {
    const bool is_open = folded_[i] == siblings[i].name;
    if (is_open && !is_place_in_source(names_.text(siblings[i].name))) open.push_back(i);
  }
  if (open.size() < fewest_alike) return;

  std::unordered_map<std::uint64_t, std::uint32_t> siblings_with;
  std::vector<std::uint32_t> leaves(tree_.vocabulary->colours.size());
  for (const std::size_t i : open) {
    find_names_below(siblings[i]);
    if (names_below_.empty()) ++leaves[static_cast<std::size_t>(siblings[i].content)];
    for (const NameId name : names_below_) ++siblings_with[key_of(siblings[i].content, name)];
  }
  struct Alike {
    std::vector<std::size_t> siblings;
    std::vector<std::size_t> leaves;
  };
  std::vector<Alike> by_content(leaves.size());
  for (const std::size_t i : open) {
    Alike& alike = by_content[static_cast<std::size_t>(siblings[i].content)];
    find_names_below(siblings[i]);
    if (names_below_.empty()) {
      alike.leaves.push_back(i);
      continue;
    }
    std::size_t common = 0;
    for (const NameId name : names_below_) {
      if (siblings_with[key_of(siblings[i].content, name)] >= fewest(siblings[i].content)) ++common;
    }
    if (common * 2 >= names_below_.size()) alike.siblings.push_back(i);
  }

  std::vector<std::size_t> entries;
  for (std::size_t content = 0; content < by_content.size(); ++content) {
    const Alike& alike = by_content[content];
    const std::uint32_t enough = fewest(static_cast<ColourGroup>(content));
    const bool are_siblings = alike.siblings.size() >= enough;
    if (are_siblings) entries.insert(entries.end(), alike.siblings.begin(), alike.siblings.end());
    if (are_siblings || alike.leaves.size() >= enough) {
      entries.insert(entries.end(), alike.leaves.begin(), alike.leaves.end());
    }
  }
  if (entries.empty()) return;
  std::uint64_t all = 0;
  for (const std::size_t i : entries) all += siblings[i].bytes;
  const NameId any = names_.intern("*");
  for (const std::size_t i : entries) {
    if (siblings[i].bytes <= all / 2) folded_[i] = any;
  }
}

}  // namespace heapgraph
