// SPDX-License-Identifier: MIT
// Descriptions of the objects that hang from a place.
//
// Objects of one type, class and code are of one kind. The fields of like objects differ: some are not set,
// and those of a dictionary are data. So a kind is described by the names that at least half of its objects
// have.
#include "report/what_hangs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "base/text.h"
#include "heap/vocabulary.h"
#include "report/known_heap.h"
#include "report/object_words.h"
#include "tree/name_pattern.h"

namespace heapgraph {
namespace {

/// Type, class, label, source and line.
using Kind = std::tuple<TypeId, NameId, NameId, NameId, std::uint32_t>;

/// Object that describes the class of another one; `none` if there is none.
ObjectId class_object(const Snapshot& snapshot, ObjectId id) {
  for (const Edge edge : snapshot.edges(id)) {
    if ((*snapshot.vocabulary())[edge.kind].leads_to_class) return edge.target;
  }
  return ObjectId::none;
}

/// Name under which most references lead to an object that describes a class. O(edges).
NameId name_of_class(const Snapshot& snapshot, ObjectId class_object) {
  std::map<NameId, std::uint64_t> names;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    for (const Edge edge : snapshot.edges(static_cast<ObjectId>(i))) {
      if (edge.target != class_object || edge.name == NameId::none) continue;
      const EdgeInfo& info = (*snapshot.vocabulary())[edge.kind];
      const NameId name = snapshot.own_name(edge.name);
      if (info.leads_to_class || info.naming == Naming::fixed || info.naming == Naming::by_sibling) continue;
      if (name == NameId::none || snapshot.text(name).starts_with("__")) continue;
      ++names[name];
    }
  }
  const auto most = std::max_element(names.begin(), names.end(), [&](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second < b.second;
    return snapshot.text(a.first) > snapshot.text(b.first);
  });
  return most == names.end() ? NameId::none : most->first;
}

/// Names of the fields that at least half of the objects have, in alphabetical order; "" if there are none.
std::string fields_of(const Snapshot& snapshot, const std::vector<ObjectId>& objects) {
  constexpr std::size_t most_objects = 200;
  constexpr std::size_t most_fields = 4;
  constexpr std::size_t longest_name = 24;
  std::map<std::string_view, std::size_t> counts;
  const std::size_t count = std::min(objects.size(), most_objects);
  for (std::size_t i = 0; i < count; ++i) {
    std::set<std::string_view> names;
    for (const Edge edge : snapshot.edges(objects[objects.size() * i / count])) {
      const bool is_entry = (*snapshot.vocabulary())[edge.kind].is_entry;
      if (!is_entry || edge.name == NameId::none || names.size() > most_objects) continue;
      const std::string_view name = snapshot.text(edge.name);
      if (!generalised_name(name)) names.insert(name);
    }
    for (const std::string_view name : names) ++counts[name];
  }
  std::vector<std::string> fields;
  for (const auto& [name, number] : counts) {
    if (number * 2 < count) continue;
    if (fields.size() == most_fields) {
      fields.emplace_back("…");
      break;
    }
    fields.push_back(shorten_printable(name, longest_name));
  }
  return fields.empty() ? std::string() : fmt::format(" {{{}}}", fmt::join(fields, ", "));
}

/// Name of the class that all objects have; "" if they have none in common.
std::string class_of(const Snapshot& snapshot, const std::vector<ObjectId>& objects) {
  constexpr std::size_t longest_name = 40;
  NameId name = snapshot.class_name(objects.front());
  if (name == NameId::none) {
    const ObjectId shared = class_object(snapshot, objects.front());
    if (shared == ObjectId::none) return {};
    const bool is_shared = std::all_of(objects.begin(), objects.end(),
                                       [&](ObjectId id) { return class_object(snapshot, id) == shared; });
    if (is_shared) name = name_of_class(snapshot, shared);
  }
  return shorten_printable(snapshot.text(name), longest_name);
}

/// Objects of one kind, and the words for them.
struct Members {
  std::string words;
  std::vector<ObjectId> objects;
};

/// Name and source of an object with what is an id in them generalised.
ObjectFacts generalised(ObjectFacts facts) {
  facts.name = generalised_name(facts.name).value_or(facts.name);
  facts.source = generalised_name(facts.source).value_or(facts.source);
  return facts;
}

/// Joins kinds under the words that `words_of` gives for an object.
template <class WordsOf>
std::map<std::string, Members> join(const std::vector<Members>& kinds, WordsOf words_of) {
  std::map<std::string, Members> joined;
  for (const Members& kind : kinds) {
    std::string words = words_of(kind.objects.front());
    Members& members = joined[words];
    members.words = std::move(words);
    members.objects.insert(members.objects.end(), kind.objects.begin(), kind.objects.end());
  }
  return joined;
}

/// The largest kind; of several, the first by its words.
const Members& largest(const std::map<std::string, Members>& kinds) {
  return std::max_element(
             kinds.begin(), kinds.end(),
             [](const auto& a, const auto& b) { return a.second.objects.size() < b.second.objects.size(); })
      ->second;
}

/// Objects of the most frequent kind: of one code or place if at least half of all are; else of places that
/// differ only in ids; else of one type.
Members most_frequent(const Snapshot& snapshot, const std::vector<ObjectId>& objects) {
  if (objects.empty()) return {};
  std::map<Kind, std::vector<ObjectId>> by_kind;
  for (const ObjectId id : objects) {
    const bool is_text = (*snapshot.vocabulary())[snapshot.type(id)].is_text;
    const Place place = is_text ? Place{} : snapshot.place(id);
    const NameId label = is_text ? NameId::none : snapshot.label(id);
    by_kind[{snapshot.type(id), snapshot.class_name(id), label, place.source, place.line}].push_back(id);
  }
  std::vector<Members> kinds;
  kinds.reserve(by_kind.size());
  for (auto& [kind, members] : by_kind) kinds.push_back({{}, std::move(members)});
  const auto is_text = [&](ObjectId id) { return (*snapshot.vocabulary())[snapshot.type(id)].is_text; };
  const auto type_name = [&](ObjectId id) { return std::string(snapshot.name_of(snapshot.type(id))); };
  const auto by_words = join(kinds, [&](ObjectId id) {
    return is_text(id) ? type_name(id) : object_in_words(facts_of(snapshot, id));
  });
  if (largest(by_words).objects.size() * 2 >= objects.size()) return largest(by_words);
  const auto by_pattern = join(kinds, [&](ObjectId id) {
    return is_text(id) ? type_name(id) : object_in_words(generalised(facts_of(snapshot, id)));
  });
  if (largest(by_pattern).objects.size() * 2 >= objects.size()) return largest(by_pattern);
  return largest(join(kinds, type_name));
}

}  // namespace

Description describe_most(const Snapshot& snapshot, const std::vector<ObjectId>& objects) {
  const Members members = most_frequent(snapshot, objects);
  if (members.objects.empty()) return {};
  const TypeInfo& type = (*snapshot.vocabulary())[snapshot.type(members.objects.front())];
  const std::string fields = type.form == ObjectForm::plain ? fields_of(snapshot, members.objects) : "";
  const std::string class_name = class_of(snapshot, members.objects);
  if (!class_name.empty()) {
    return {class_name + fields, fmt::format("{} objects{}", class_name, fields), members.objects.size()};
  }
  const std::string rest = members.words.substr(type.name.size()) + fields;
  const std::string plural = type.plural.empty() ? fmt::format("{}s", type.name) : std::string(type.plural);
  return {std::string(type.name) + rest, plural + rest, members.objects.size()};
}

std::string plural_of_all(const Description& most, std::uint64_t all) {
  if (most.objects >= all) return most.plural;
  if (most.objects == 1) return fmt::format("objects (among them {})", most.singular);
  return fmt::format("objects ({} of them {})", group_digits(most.objects), most.plural);
}

}  // namespace heapgraph
