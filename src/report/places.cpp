// SPDX-License-Identifier: MIT
// Places in a heap that are the same in every run.
//
// The path of an object has names that are data, such as the keys of players, and has as many parts as a
// list has links. A place is what is left if both are generalised. Places form a tree: each has a parent and
// a part. A path is climbed up to the first object whose place is known, and its places are then made
// downwards, so each object is looked at once.
#include "report/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/narrow.h"
#include "heap/names.h"
#include "tree/path_pattern.h"

namespace heapgraph {
namespace {

/// Most parts of a path that are written; in a longer one those in the middle are left out.
constexpr std::size_t most_written = 48;
constexpr std::size_t most_written_first = 24;

/// The pattern of names of entries as a part of a path pattern, with one star where it has several in a row.
std::string escaped_pattern(std::string_view names) {
  std::string text;
  for (const char c : escaped_in_pattern(names, {.keeps_stars = true})) {
    if (c != '*' || text.empty() || text.back() != '*') text += c;
  }
  return text;
}

/// Number of names that a pattern joins by `/`.
std::size_t names_in(std::string_view pattern) {
  std::size_t names = pattern.empty() ? 0 : 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '/') {
      ++names;
    }
  }
  return names;
}

constexpr std::string_view any_names = "**";

/// Joins the parts of a pattern. `**` stands for those in the middle for which a pattern has no room.
std::string joined(const std::vector<std::string_view>& parts) {
  constexpr std::size_t most_in_half = (PathPattern::most_parts - 1) / 2;
  std::size_t names = 0;
  for (const std::string_view part : parts) names += names_in(part);
  std::size_t front_end = parts.size();
  std::size_t back_begin = parts.size();
  if (names > PathPattern::most_parts) {
    front_end = 0;
    for (std::size_t kept = names_in(parts[0]); kept <= most_in_half; kept += names_in(parts[front_end])) {
      ++front_end;
    }
    for (std::size_t kept = names_in(parts.back()); kept <= most_in_half;
         kept += names_in(parts[back_begin - 1])) {
      --back_begin;
    }
  }
  std::string text;
  const auto add = [&](std::string_view part) {
    if (!text.empty()) text += '/';
    text += part;
  };
  for (std::size_t i = 0; i < front_end; ++i) add(parts[i]);
  if (front_end != back_begin) add(any_names);
  for (std::size_t i = back_begin; i < parts.size(); ++i) add(parts[i]);
  return text;
}

/// True if the first parts of a sequence, so many, are the same again after each round.
template <class PartAt>
bool repeats(const PartAt& part_at, std::size_t round, std::size_t parts) {
  for (std::size_t i = 0; i + round < parts; ++i) {
    if (part_at(i) != part_at(i + round)) return false;
  }
  return true;
}

}  // namespace

std::size_t Places::HashOfNamedPart::operator()(const NamedPart& part) const {
  const std::uint64_t key =
      static_cast<std::uint64_t>(part.name) << 8U | static_cast<std::uint64_t>(part.kind);
  return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15U) >> 16U);
}

Places::Places(const Snapshot& snapshot, const std::vector<HangingStep>& steps, const Snapshot* old,
               const std::vector<ObjectId>* old_of)
    : snapshot_(snapshot),
      steps_(steps),
      old_(old),
      dictionaries_(snapshot, old, old_of),
      place_of_(snapshot.object_count(), SitePlace::none),
      nodes_(1),
      repetition_(intern({"…", CodeStep::Kind::nothing, std::string(any_names)})) {}

SitePlace Places::of(ObjectId object) {
  std::vector<ObjectId> climbed;
  ObjectId at = object;
  while (place_of_[index(at)] == SitePlace::none) {
    climbed.push_back(at);
    if (steps_[index(at)].holder == ObjectId::none) break;
    at = steps_[index(at)].holder;
  }
  while (!climbed.empty()) {
    const ObjectId id = climbed.back();
    climbed.pop_back();
    const HangingStep& step = steps_[index(id)];
    place_of_[index(id)] =
        step.holder == ObjectId::none
            ? of_root(snapshot_.text(snapshot_.roots()[step.number].name))
            : below(step.holder, snapshot_.edge_at(snapshot_.first_edge(step.holder) + step.number));
  }
  return place_of_[index(object)];
}

SitePlace Places::below(ObjectId holder, const Edge& edge) {
  const EntryPattern entry = dictionaries_.entry_pattern(holder, snapshot_, edge);
  const bool is_from_root = steps_[index(holder)].holder == ObjectId::none;
  return child(of(holder), part_of(snapshot_, holder, edge, entry, is_from_root));
}

SitePlace Places::below_in_old(ObjectId holder, ObjectId old_holder, const Edge& old_edge) {
  const EntryPattern entry = dictionaries_.entry_pattern(holder, *old_, old_edge);
  const bool is_from_root = steps_[index(holder)].holder == ObjectId::none;
  return child(of(holder), part_of(*old_, old_holder, old_edge, entry, is_from_root));
}

SitePlace Places::of_root(std::string_view name) {
  return child(SitePlace::root, intern({std::string(name), CodeStep::Kind::start, escaped_in_pattern(name)}));
}

std::uint32_t Places::part_of(const Snapshot& snapshot, ObjectId holder, const Edge& edge,
                              const EntryPattern& entry, bool is_from_root) {
  const EdgeInfo& info = (*snapshot.vocabulary())[edge.kind];
  if (info.is_left_out_of_places) return intern({{}, CodeStep::Kind::nothing, {}});
  // The items of a row have no names but numbers.
  const bool is_generalised =
      info.is_entry && (edge.name == NameId::none || info.is_item || !entry.text.empty());
  // An entry is written in the same way whatever holds it.
  const NamedPart key = {edge.name, edge.kind};
  const bool is_known_by_name =
      info.is_entry && &snapshot == &snapshot_ && entry.text.empty() && !is_from_root;
  if (is_known_by_name) {
    const auto found = named_parts_.find(key);
    if (found != named_parts_.end()) return found->second;
  }
  Part part;
  part.is_last_choice = info.is_last_choice;
  if (is_generalised) {
    part.code = entry.text.empty() || entry.is_for_nearly_all ? std::string(info.generalised)
                                                              : fmt::format(".{}", entry.text);
    part.pattern = escaped_pattern(entry.text);
  } else {
    CodeStep step =
        snapshot.vocabulary()->step_in_code(snapshot, {holder, edge.name, edge.kind, is_from_root});
    part.code = std::move(step.text);
    part.kind = step.kind;
    for (const NameId name : snapshot.path_of(edge.name)) {
      if (!part.pattern.empty()) part.pattern += '/';
      part.pattern += escaped_in_pattern(snapshot.text(name));
    }
  }
  const std::uint32_t id = intern(std::move(part));
  if (is_known_by_name) named_parts_.emplace(key, id);
  return id;
}

std::uint32_t Places::intern(Part part) {
  std::string key = part.code;
  key += static_cast<char>(part.kind);
  key += '\0';
  key += part.pattern;
  const auto [found, is_first] =
      part_ids_.try_emplace(std::move(key), narrow_position(parts_.size(), "parts of paths"));
  if (is_first) parts_.push_back(std::move(part));
  return found->second;
}

SitePlace Places::child(SitePlace parent, std::uint32_t part) {
  // What is one thing to a program adds nothing to a path.
  if (parts_[part].kind == CodeStep::Kind::nothing && parts_[part].pattern.empty()) return parent;
  if (const std::optional<SitePlace> known = repetition(parent, part)) return *known;
  return add(parent, part);
}

SitePlace Places::add(SitePlace parent, std::uint32_t part, std::uint8_t round) {
  const std::uint64_t key = static_cast<std::uint64_t>(index(parent)) << 32U | part;
  const auto [found, is_first] =
      children_.try_emplace(key, narrow_position<SitePlace>(nodes_.size(), "places in the heap"));
  if (is_first) {
    const Node& above = nodes_[index(parent)];
    nodes_.push_back({parent, part, above.depth + 1, above.is_last_choice || parts_[part].is_last_choice,
                      round, above.depth <= most_written_first ? parent : above.end_of_first});
  }
  return found->second;
}

/// The place and those above it, without those that stand for further rounds of a chain.
Places::Lineage Places::lineage_of(SitePlace place) const {
  Lineage lineage;
  for (SitePlace at = place; at != SitePlace::root && lineage.count < lineage.places.size();
       at = nodes_[index(at)].parent) {
    if (nodes_[index(at)].round == 0) lineage.places[lineage.count++] = at;
  }
  return lineage;
}

/// Place that stands for the third round of parts that repeat and all later ones, if `part` completes one.
std::optional<SitePlace> Places::repetition(SitePlace parent, std::uint32_t part) {
  const Lineage above = lineage_of(parent);
  // The parts from the last one up: that of the new place, then those of the places above it.
  const auto part_at = [&](std::size_t i) { return i == 0 ? part : nodes_[index(above.places[i - 1])].part; };
  constexpr std::size_t rounds = rounds_written + 1;
  for (std::uint8_t round = 1; round <= longest_round && round * rounds <= above.count + 1; ++round) {
    if (repeats(part_at, round, round * rounds)) return add(above.places[round - 1U], repetition_, round);
  }
  return std::nullopt;
}

SitePlace Places::beginning_of_chain(SitePlace place) const {
  const Lineage lineage = lineage_of(place);
  const auto part_at = [&](std::size_t i) { return nodes_[index(lineage.places[i])].part; };
  const auto beginning = [&](std::size_t round, std::size_t parts_of_last) -> std::optional<SitePlace> {
    const std::size_t parts = rounds_written * round + parts_of_last;
    if (parts > lineage.count || !repeats(part_at, round, parts)) return std::nullopt;
    return lineage.places[parts - 1];
  };
  if (nodes_[index(place)].round != 0) return beginning(nodes_[index(place)].round, 0).value_or(place);
  // A place may be within a later round, before its last part.
  for (std::size_t round = 2; round <= longest_round; ++round) {
    for (std::size_t parts = 1; parts < round; ++parts) {
      if (const std::optional<SitePlace> found = beginning(round, parts)) return *found;
    }
  }
  return place;
}

/// The first and the last parts of the path to a place. O(1).
std::vector<SitePlace> Places::written_path(SitePlace place) const {
  std::vector<SitePlace> path;
  const auto climb = [&](SitePlace from, std::size_t parts) {
    for (SitePlace at = from; at != SitePlace::root && parts > 0; at = parent(at), --parts) {
      path.push_back(at);
    }
  };
  if (depth(place) <= most_written) {
    climb(place, most_written);
  } else {
    climb(place, most_written - most_written_first);
    climb(nodes_[index(place)].end_of_first, most_written_first);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::string Places::code(SitePlace place) const {
  std::string text;
  bool ends_in_code = false;
  std::uint32_t before = 0;
  for (const SitePlace at : written_path(place)) {
    const bool has_gap = depth(at) != before + 1;
    before = depth(at);
    if (has_gap) text += " … ";
    const Part& part = parts_[nodes_[index(at)].part];
    if (nodes_[index(at)].round != 0) text += part.code;
    if (part.kind == CodeStep::Kind::nothing) continue;
    if (part.kind == CodeStep::Kind::start) text.clear();
    const bool is_code = part.kind != CodeStep::Kind::words;
    if (!text.empty() && !has_gap && !(is_code && ends_in_code)) text += " → ";
    text += part.code;
    ends_in_code = is_code;
  }
  return text;
}

std::string Places::code_to_rank(SitePlace place, std::size_t count) const {
  constexpr std::size_t most_codes = 10000;
  return count <= most_codes ? code(place) : std::string();
}

std::string Places::pattern(SitePlace place) const {
  std::vector<std::string_view> parts;
  std::uint32_t before = 0;
  const auto add = [&](std::string_view part) {
    const bool is_said = part == any_names && !parts.empty() && parts.back() == any_names;
    if (!part.empty() && !is_said) parts.push_back(part);
  };
  for (const SitePlace at : written_path(place)) {
    if (depth(at) != before + 1) add(any_names);
    before = depth(at);
    add(parts_[nodes_[index(at)].part].pattern);
  }
  add(any_names);
  return joined(parts);
}

}  // namespace heapgraph
