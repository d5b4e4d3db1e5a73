// SPDX-License-Identifier: MIT
// Which named references of an object are entries of a dictionary.
#include "report/dictionaries.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "heap/vocabulary.h"
#include "tree/name_pattern.h"

namespace heapgraph {
namespace {

bool is_named_entry(const Snapshot& snapshot, const Edge& edge) {
  const EdgeInfo& info = (*snapshot.vocabulary())[edge.kind];
  return edge.name != NameId::none && edge.target != ObjectId::none && info.is_entry && !info.is_item;
}

/// Name of an entry, which a key has too; `none` if it has no name.
NameId entry_name(const Snapshot& snapshot, const Edge& edge) {
  if (edge.target == ObjectId::none || !(*snapshot.vocabulary())[edge.kind].is_entry) return NameId::none;
  if ((*snapshot.vocabulary())[edge.kind].is_item) return NameId::none;
  if (!(*snapshot.vocabulary())[edge.kind].is_key) return edge.name;
  const bool is_text = (*snapshot.vocabulary())[snapshot.type(edge.target)].is_text;
  return is_text ? snapshot.label(edge.target) : NameId::none;
}

/// Hash of the type of an object and of the names of its references. It is the same in both dumps.
std::uint64_t shape_of(const Snapshot& snapshot, ObjectId id) {
  const std::hash<std::string_view> hash;
  std::uint64_t shape = static_cast<std::uint64_t>(snapshot.type(id)) + 1;
  if (!(*snapshot.vocabulary())[snapshot.type(id)].is_text) {
    const Place place = snapshot.place(id);
    shape += hash(snapshot.text(place.source)) * 31 + place.line * 0x9e3779b97f4a7c15U;
    shape += hash(snapshot.text(snapshot.label(id))) * 37;
  }
  // Many dictionaries may have the same large object as an entry.
  constexpr int most_edges = 256;
  int edges = 0;
  for (const Edge edge : snapshot.edges(id)) {
    if (++edges > most_edges) break;
    if (!is_named_entry(snapshot, edge)) continue;
    shape += hash(snapshot.text(edge.name)) * 0xd6e8feb86659fd93U;
  }
  return shape;
}

}  // namespace

EntryPattern Dictionaries::entry_pattern(ObjectId holder, const Snapshot& snapshot, const Edge& edge) {
  const NameId name = entry_name(snapshot, edge);
  if (name == NameId::none) return {};
  const Dictionary& dictionary = dictionary_of(holder);
  const std::string_view pattern = pattern_of(snapshot, name);
  if (!pattern.empty()) {
    const auto found = dictionary.similar.find(pattern);
    const bool is_similar = found != dictionary.similar.end() && found->second >= fewest_similar;
    if (is_similar || has_long_id(snapshot.text(name))) {
      return {pattern, is_similar && found->second * 10 >= dictionary.named * 9};
    }
  }
  const auto type = static_cast<std::size_t>(snapshot.type(edge.target));
  const Alike alike = type < dictionary.of_type.size() ? dictionary.of_type[type] : Alike();
  const bool is_alike = alike.most >= fewest_alike && alike.most * 2 >= alike.all;
  return is_alike ? EntryPattern{"*", true} : EntryPattern{};
}

const Dictionaries::Dictionary& Dictionaries::dictionary_of(ObjectId holder) {
  const auto [found, is_first] = dictionaries_.try_emplace(holder);
  if (!is_first) return found->second;
  Dictionary dictionary;
  const ObjectId before = old_of_ != nullptr ? (*old_of_)[index(holder)] : ObjectId::none;
  const auto entries = [](const Snapshot& snapshot, ObjectId id) {
    std::uint32_t number = 0;
    for (const Edge edge : snapshot.edges(id)) {
      if (is_named_entry(snapshot, edge)) ++number;
    }
    return number;
  };
  std::uint32_t number = entries(snapshot_, holder);
  if (before != ObjectId::none) number += entries(*old_, before);
  const bool counts_shapes = number >= fewest_alike;
  if (number >= fewest_similar) {
    dictionary = count(snapshot_, holder, counts_shapes);
    if (before != ObjectId::none) merge(count(*old_, before, counts_shapes), dictionary);
  }
  return found->second = std::move(dictionary);
}

/// Keeps the larger numbers: most entries are in both dumps, and must not count twice.
void Dictionaries::merge(const Dictionary& from, Dictionary& to) {
  for (const auto& [pattern, number] : from.similar) {
    std::uint32_t& most = to.similar[pattern];
    most = std::max(most, number);
  }
  to.named = std::max(to.named, from.named);
  to.of_type.resize(std::max(to.of_type.size(), from.of_type.size()));
  for (std::size_t i = 0; i < from.of_type.size(); ++i) {
    to.of_type[i].all = std::max(to.of_type[i].all, from.of_type[i].all);
    to.of_type[i].most = std::max(to.of_type[i].most, from.of_type[i].most);
  }
}

Dictionaries::Dictionary Dictionaries::count(const Snapshot& snapshot, ObjectId holder, bool counts_shapes) {
  Dictionary dictionary;
  std::unordered_map<std::uint64_t, std::uint32_t> alike;  // number of targets by shape
  for (const Edge edge : snapshot.edges(holder)) {
    if (!is_named_entry(snapshot, edge)) continue;
    const std::string_view pattern = pattern_of(snapshot, edge.name);
    ++dictionary.named;
    if (!pattern.empty()) ++dictionary.similar[pattern];
    if (!counts_shapes) continue;
    const auto type = static_cast<std::size_t>(snapshot.type(edge.target));
    if (type >= dictionary.of_type.size()) dictionary.of_type.resize(type + 1);
    const std::uint32_t number = ++alike[shape_of(snapshot, edge.target)];
    ++dictionary.of_type[type].all;
    // Functions of the runtime are alike in that nothing is known of them.
    const bool is_of_runtime =
        (*snapshot.vocabulary())[snapshot.type(edge.target)].form == ObjectForm::code &&
        snapshot.place(edge.target).source == NameId::none;
    if (is_of_runtime) continue;
    dictionary.of_type[type].most = std::max(dictionary.of_type[type].most, number);
  }
  return dictionary;
}

std::string_view Dictionaries::pattern_of(const Snapshot& snapshot, NameId name) {
  std::optional<std::string> pattern = generalised_name(snapshot.text(name));
  return pattern ? std::string_view(*patterns_.insert(std::move(*pattern)).first) : std::string_view();
}

}  // namespace heapgraph
