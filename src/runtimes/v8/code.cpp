// SPDX-License-Identifier: MIT
// References written as JavaScript, or as phrases that its programmers would use.
#include "runtimes/v8/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

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

std::string property_access(std::string_view key) {
  if (is_identifier_name(key)) return fmt::format(".{}", key);
  std::string text = "[\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"]";
}

/// A node in words, for a reference that belongs to it.
std::string in_words(const Snapshot& snapshot, ObjectId id) {
  const std::string_view label = snapshot.text(snapshot.label(id));
  if (snapshot.type(id) == types::closure) {
    return fmt::format("closure {}", label.empty() ? std::string_view("anonymous") : label);
  }
  return label.empty() ? std::string(snapshot.name_of(snapshot.type(id))) : std::string(label);
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
    case edges::prototype:
    case edges::shortcut:
      return {property_access(name), Kind::code};
    case edges::element:
      return {name.empty() ? "[?]" : fmt::format("[{}]", name), Kind::code};
    case edges::variable:
      return {fmt::format("variable {}", name), Kind::words};
    case edges::plumbing:
    case edges::hidden:
      return {name.empty() ? "internal" : std::string(name), Kind::nothing};
    case edges::value_under_key:
    case edges::value_in_table:
      return {fmt::format("value of WeakMap under key {}", in_words(snapshot, reference.holder)),
              Kind::words};
    default:
      return {fmt::format("{} of {}", name, in_words(snapshot, reference.holder)), Kind::words};
  }
}

}  // namespace heapgraph::v8
