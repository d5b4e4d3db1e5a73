// SPDX-License-Identifier: MIT
// References written as JavaScript, or as phrases that its programmers would use.
#include "runtimes/v8/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

/// True for a name that may stand behind a dot. Letters outside ASCII may too.
bool is_identifier_name(std::string_view text) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string property_access(std::string_view key) {
  return is_identifier_name(key) ? fmt::format(".{}", key) : fmt::format("[{}]", in_quotes(key));
}

/// A node in words, for a reference that belongs to it.
std::string in_words(const Snapshot& snapshot, ObjectId id) {
  const std::string_view label = snapshot.text(snapshot.label(id));
  if (snapshot.type(id) == types::closure) {
    return fmt::format("closure {}", label.empty() ? std::string_view("anonymous") : label);
  }
  return label.empty() ? std::string(snapshot.name_of(snapshot.type(id))) : std::string(label);
}

/// Text of a string, which V8 may keep as a tree of its parts until it is needed in one piece. None if it is
/// no string, or not all of it is there. O(parts), of which there are at most `most_parts`.
std::optional<std::string> text_of_string(const Snapshot& snapshot, ObjectId id) {
  constexpr std::size_t most_parts = 1000;
  std::string text;
  std::vector<ObjectId> open = {id};
  for (std::size_t parts = 0; !open.empty(); ++parts) {
    const ObjectId part = open.back();
    open.pop_back();
    if (snapshot.type(part) == types::string) {
      text += snapshot.text(snapshot.label(part));
      continue;
    }
    if (snapshot.type(part) != types::concatenated_string || parts == most_parts) return std::nullopt;
    const std::size_t first = open.size();
    for (const Edge edge : snapshot.edges(part)) {
      const std::string_view name = snapshot.text(edge.name);
      if (name == "first" || name == "second") open.push_back(edge.target);
    }
    // The part that comes first must be the next one.
    std::reverse(open.begin() + static_cast<std::ptrdiff_t>(first), open.end());
  }
  return text;
}

/// Key of the first entry of a table with this value; `none` if the table has none. O(entries).
ObjectId key_of_value(const Snapshot& snapshot, ObjectId table, ObjectId value) {
  ObjectId before = ObjectId::none;
  for (const Edge edge : snapshot.edges(table)) {
    if (edge.kind == edges::map_value && edge.target == value) return before;
    before = edge.target;
  }
  return ObjectId::none;
}

CodeStep value_of_map(const Snapshot& snapshot, const Reference& reference) {
  using Kind = CodeStep::Kind;
  const ObjectId key = reference.target != ObjectId::none
                           ? key_of_value(snapshot, reference.holder, reference.target)
                           : ObjectId::none;
  if (key == ObjectId::none) return {"value of Map", Kind::words};
  if (const std::optional<std::string> text = text_of_string(snapshot, key)) {
    return {fmt::format(".get({})", in_quotes(*text)), Kind::code};
  }
  return {fmt::format("value of Map under key {}", in_words(snapshot, key)), Kind::words};
}

/// Closures that share a context have the same variables, so one of them tells which these are.
std::string variable_in_words(const Snapshot& snapshot, const Reference& reference, std::string_view name) {
  const bool has_closure =
      reference.before != ObjectId::none && snapshot.type(reference.before) == types::closure;
  return has_closure ? fmt::format("variable {} in {}", name, in_words(snapshot, reference.before))
                     : fmt::format("variable {}", name);
}

}  // namespace

std::string_view file_of_source(std::string_view source) {
  const std::size_t folder = source.find_last_of("/\\");
  // What ends with a slash has no name of a file.
  return folder != std::string_view::npos && folder + 1 < source.size() ? source.substr(folder + 1) : source;
}

CodeStep step_in_code(const Snapshot& snapshot, const Reference& reference) {
  using Kind = CodeStep::Kind;
  const std::string_view name = snapshot.text(reference.name);
  switch (reference.kind) {
    case edges::property:
    case edges::by_symbol:
    case edges::prototype:
    case edges::shortcut:
      return {property_access(name), Kind::code};
    case edges::element:
      return {name.empty() ? "[?]" : fmt::format("[{}]", name), Kind::code};
    case edges::variable:
      return {variable_in_words(snapshot, reference, name), Kind::words};
    case edges::embedder_field:
      return {std::string(name), Kind::words};
    case edges::embedder_store:
    case edges::plumbing:
    case edges::hidden:
      return {name.empty() ? "internal" : std::string(name), Kind::nothing};
    case edges::map_value:
      return value_of_map(snapshot, reference);
    case edges::map_key:
    case edges::map_entry:
    case edges::set_element:
      return {std::string((*snapshot.vocabulary())[reference.kind].nameless), Kind::words};
    case edges::value_under_key:
    case edges::value_in_table:
      return {fmt::format("value of WeakMap under key {}", in_words(snapshot, reference.holder)),
              Kind::words};
    default:
      return {fmt::format("{} of {}", name, in_words(snapshot, reference.holder)), Kind::words};
  }
}

}  // namespace heapgraph::v8
