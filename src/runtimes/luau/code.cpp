// SPDX-License-Identifier: MIT
// References written as Luau code, or as phrases that a Luau programmer would use.
#include "runtimes/luau/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <string>
#include <system_error>

#include "heap/names.h"
#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

std::string field_access(std::string_view key) {
  if (is_identifier(key)) return fmt::format(".{}", key);
  std::string text = "[\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"]";
}

/// A place in source code.
struct CodePlace {
  std::string_view source;  ///< empty if unknown
  std::uint32_t line = 0;
};

CodePlace place_of(const Snapshot& snapshot, ObjectId id) {
  const Place place = snapshot.place(id);
  return {chunk_name(snapshot.text(place.source)), place.line};
}

/// " at game.luau:40", or "" for an unknown place.
std::string at_place(const CodePlace& place) {
  if (place.source.empty()) return {};
  return fmt::format(" at {}:{}", place.source, place.line);
}

/// A stack frame as the dump names it, `SOURCE:LINE:NAME` or `NAME`. What has no number that a line can have,
/// of at most 32 bits, is a `NAME`.
struct Frame {
  CodePlace place;
  std::string_view function;
};

Frame parse_frame(std::string_view text) {
  const std::size_t name = text.rfind(':');
  const std::size_t line = name == std::string_view::npos || name == 0 ? name : text.rfind(':', name - 1);
  if (name == std::string_view::npos || line == std::string_view::npos) return {{}, text};
  Frame frame;
  const std::string_view digits = text.substr(line + 1, name - line - 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), frame.place.line);
  if (error != std::errc{} || end != digits.data() + digits.size()) return {{}, text};
  frame.place.source = chunk_name(text.substr(0, line));
  frame.function = text.substr(name + 1);
  return frame;
}

/// Frame below which the target of a stack reference sits, which is the second name of its path.
Frame frame_of(const Snapshot& snapshot, NameId name) {
  const std::span<const NameId> path = snapshot.names()->path_of(name);
  return path.size() < 2 ? Frame{} : parse_frame(snapshot.text(path[1]));
}

std::string on_stack(const Snapshot& snapshot, const Reference& reference) {
  const Frame frame = frame_of(snapshot, reference.name);
  const std::string what =
      reference.kind == edges::stack_local ? fmt::format("local {}", snapshot.text(reference.name)) : "stack";
  const std::string function = frame.function.empty() ? "" : fmt::format(" of {}", frame.function);
  const bool knows_line = !frame.place.source.empty();
  return fmt::format("{}{} {} thread{}", what, function, function.empty() ? "of" : "in",
                     at_place(knows_line ? frame.place : place_of(snapshot, reference.holder)));
}

/// Name of a function in words: "update (game.luau:12)", "anonymous (game.luau:27)" or "print (C)".
std::string function_name(const Snapshot& snapshot, ObjectId id) {
  std::string_view name = snapshot.text(snapshot.label(id));
  if (name.empty()) name = "anonymous";
  const Snapshot::EdgeRange references = snapshot.edges(id);
  const auto proto = std::find_if(references.begin(), references.end(),
                                  [](const Edge& edge) { return edge.kind == edges::proto; });
  if (proto == references.end() || (*proto).target == ObjectId::none) return fmt::format("{} (C)", name);
  const CodePlace place = place_of(snapshot, id);
  return fmt::format("{} ({}:{})", name, place.source.empty() ? "?" : place.source, place.line);
}

/// Name of a referrer in words, with the place of a function, proto or thread.
std::string holder_name(const Snapshot& snapshot, ObjectId id) {
  const TypeId type = snapshot.type(id);
  if (type == types::function) return function_name(snapshot, id);
  std::string name((*snapshot.vocabulary())[type].name);
  if (type == types::proto || type == types::thread) name += at_place(place_of(snapshot, id));
  return name;
}

}  // namespace

bool is_identifier(std::string_view text) {
  constexpr std::array<std::string_view, 21> keywords = {
      "and",   "break", "do",  "else", "elseif", "end",    "false", "for",  "function", "if",   "in",
      "local", "nil",   "not", "or",   "repeat", "return", "then",  "true", "until",    "while"};
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return is_letter(c) || is_digit(c); }) &&
         std::find(keywords.begin(), keywords.end(), text) == keywords.end();
}

std::string_view chunk_name(std::string_view source) {
  if (!source.empty() && (source.front() == '=' || source.front() == '@')) source.remove_prefix(1);
  return source;
}

CodeStep step_in_code(const Snapshot& snapshot, const Reference& reference) {
  using Kind = CodeStep::Kind;
  const std::string_view nameless = (*snapshot.vocabulary())[reference.kind].nameless;
  switch (reference.kind) {
    case edges::table_field:
      return {field_access(snapshot.text(reference.name)), Kind::code};
    case edges::table_value:
    case edges::array_item:
      return {"[?]", Kind::code};
    case edges::env:
      // Programs know the environment of a root as `_G`.
      if (reference.is_from_root) return {"_G", Kind::start};
      return {fmt::format("environment of {}", holder_name(snapshot, reference.holder)), Kind::words};
    case edges::proto:
    case edges::constant:
    case edges::nested_proto:
    case edges::source_text:
    case edges::name_text:
      return {fmt::format("{} of {}", nameless, holder_name(snapshot, reference.holder)), Kind::words};
    case edges::upvalue:
      return {fmt::format("upvalue of {}", holder_name(snapshot, reference.holder)), Kind::words};
    case edges::captured:
      return {"value", Kind::nothing};
    case edges::stack_slot:
    case edges::stack_frame:
    case edges::stack_local:
      return {on_stack(snapshot, reference), Kind::words};
    case edges::metatable:
    case edges::instance_metatable:
      return {"metatable", Kind::words};
    case edges::super:
      return {"superclass", Kind::words};
    case edges::class_of:
      return {"class", Kind::words};
    default:
      return {std::string(nameless), Kind::words};
  }
}

}  // namespace heapgraph::luau
