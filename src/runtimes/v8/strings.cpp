// SPDX-License-Identifier: MIT
// The strings of a snapshot, and what they say as names of edges.
#include "runtimes/v8/strings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/fnv_hash.h"
#include "base/narrow.h"
#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

/// Elements behind these have no name, or one array of a million elements would take 50 MB.
constexpr std::uint32_t most_elements = 65536;

/// Names of internal edges whose target is one thing with the holder to a program.
constexpr std::array<std::string_view, 22> plumbing = {"context",
                                                       "previous",
                                                       "global_object",
                                                       "global_proxy_object",
                                                       "script_context_table",
                                                       "elements",
                                                       "properties",
                                                       "table",
                                                       "backing_store",
                                                       "first",
                                                       "second",
                                                       "parent",
                                                       "actual",
                                                       "cells",
                                                       "parameters_and_registers",
                                                       "bindings",
                                                       "reactions_or_result",
                                                       "extension",
                                                       "map",
                                                       "code",
                                                       "shared",
                                                       "feedback_cell"};

/// A class without its namespace and its template arguments, or an element of a document without its
/// attributes, which may be data: "blink::HeapVector<T>" -> "HeapVector", "<li class="new">" -> "<li>".
std::string short_embedder_name(std::string_view text) {
  if (text.starts_with("<")) return std::string(text.substr(0, text.find_first_of(" >"))) + ">";
  text = text.substr(0, text.find_first_of("<("));
  const std::size_t space = text.rfind("::");
  return std::string(space == std::string_view::npos ? text : text.substr(space + 2));
}

/// True for the collections of Blink and for what these store their items in: they are one thing with the
/// object that has them.
bool is_embedder_store(std::string_view short_name) {
  return short_name.ends_with("Backing") || short_name.starts_with("BasicHeap") ||
         short_name.starts_with("Heap");
}

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The ephemeron that a string names, if it names one.
std::optional<Ephemeron> parse_ephemeron(std::string_view text) {
  constexpr std::string_view before_table = " pair in WeakMap (table @";
  const std::size_t number = text.find_first_not_of("0123456789");
  if (number == 0 || number == std::string_view::npos) return std::nullopt;
  const std::string_view pair = text.substr(number);
  const std::size_t table = pair.rfind(before_table);
  if (!pair.starts_with(" / part of key (") || table == std::string_view::npos || !pair.ends_with(')')) {
    return std::nullopt;
  }
  Ephemeron ephemeron;
  const char* const end = pair.data() + pair.size() - 1;
  const auto parsed = std::from_chars(pair.data() + table + before_table.size(), end, ephemeron.table);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  ephemeron.pair = add_to_fnv_hash(empty_fnv_hash, pair);
  return ephemeron;
}

}  // namespace

void Strings::read(JsonStream& stream, std::size_t most) {
  stream.expect('[');
  if (stream.accept(']')) return;
  do {
    pool_ += stream.raw_string(most);
    ends_.push_back(pool_.size());
  } while (stream.accept(','));
  stream.expect(']');
}

EdgeNames::EdgeNames(const Strings& strings, NameTable& names, const Bounds& bounds)
    : strings_(strings),
      names_(names),
      most_bytes_(bounds.name_bytes),
      texts_(strings.size(), NameId::none),
      internals_(strings.size(), Internal{edges::internal, NameId::none}),
      ephemeron_of_(strings.size(), 0) {}

NameId EdgeNames::intern(std::string_view text) {
  if (text.size() <= most_bytes_) return names_.intern(text);
  ++long_names_;
  return names_.intern(shortened_name(text, most_bytes_));
}

NameId EdgeNames::text(StringId string) {
  NameId& name = texts_[string];
  if (name == NameId::none) {
    const std::string_view raw = strings_.raw(string);
    name = raw.find('\\') == std::string_view::npos ? intern(raw) : intern(unescaped(raw));
  }
  return name;
}

NameId EdgeNames::element(std::uint32_t index) {
  if (index >= most_elements) return NameId::none;
  if (index >= elements_.size()) elements_.resize(index + 1, NameId::none);
  if (elements_[index] == NameId::none) {
    elements_[index] = names_.intern_path(names_.intern(fmt::to_string(index)), {});
  }
  return elements_[index];
}

EdgeNames::Internal EdgeNames::internal(StringId string) {
  Internal& internal = internals_[string];
  if (internal.kind == edges::internal && internal.name == NameId::none) internal = make_internal(string);
  return internal;
}

EdgeNames::Internal EdgeNames::make_internal(StringId string) {
  const std::string text = strings_.text(string);
  // A table of a million slots would need as many names.
  if (is_number(text)) return {edges::plumbing, NameId::none};
  if (std::find(plumbing.begin(), plumbing.end(), text) != plumbing.end()) {
    return {edges::plumbing, names_.intern_path(intern(text), {})};
  }
  if (const std::optional<Ephemeron> ephemeron = parse_ephemeron(text)) {
    ephemeron_of_[string] = narrow_position(ephemerons_.size(), "pairs in WeakMaps");
    ephemerons_.push_back(*ephemeron);
    return {edges::value_under_key, intern("{value in WeakMap}")};
  }
  return {edges::internal, intern("{" + text + "}")};
}

EdgeNames::Internal EdgeNames::embedder_field(StringId target_name) {
  const auto [found, is_first] = embedder_fields_.try_emplace(target_name);
  if (is_first) found->second = make_embedder_field(target_name);
  return found->second;
}

EdgeNames::Internal EdgeNames::make_embedder_field(StringId target_name) {
  const std::string name = short_embedder_name(strings_.text(target_name));
  if (is_embedder_store(name)) return {edges::embedder_store, names_.intern_path(intern(name), {})};
  return {edges::embedder_field, intern(name.empty() ? "anonymous" : name)};  // as a function may be
}

const Ephemeron& EdgeNames::ephemeron(StringId string) const {
  return ephemerons_[ephemeron_of_[string]];
}

}  // namespace heapgraph::v8
