// SPDX-License-Identifier: MIT
// Objects and references as a Luau programmer would write or call them.
#include "runtimes/luau/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "tree/step_names.h"

namespace heapgraph {
namespace {

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

std::string field_access(std::string_view key) {
  if (is_identifier(key)) return fmt::format(".{}", key);
  std::string text = "[\"";
  for (const char c : key) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"]";
}

std::string_view chunk_name(std::string_view source) {
  if (!source.empty() && (source.front() == '=' || source.front() == '@')) source.remove_prefix(1);
  return source;
}

/// " at game.luau:40", or nothing.
std::string at_place(const CodePlace& place) {
  if (place.source.empty()) return {};
  return fmt::format(" at {}:{}", place.source, place.line);
}

/// A frame as the dump names it, `SOURCE:LINE:NAME` or `NAME`.
struct Frame {
  CodePlace place;
  std::string_view function;
};

Frame parse_frame(std::string_view text) {
  const std::size_t name = text.rfind(':');
  const std::size_t line = name == std::string_view::npos || name == 0 ? name : text.rfind(':', name - 1);
  if (name == std::string_view::npos || line == std::string_view::npos) return {{}, text};
  Frame frame;
  for (const char c : text.substr(line + 1, name - line - 1)) {
    if (c < '0' || c > '9') return {{}, text};
    frame.place.line = frame.place.line * 10 + static_cast<std::uint32_t>(c - '0');
  }
  frame.place.source = chunk_name(text.substr(0, line));
  frame.function = text.substr(name + 1);
  return frame;
}

/// The frame in which a thread's stack first refers to the target by such an edge.
Frame frame_of(const Snapshot& snapshot, ObjectId thread, ObjectId target, const FirstStep& step) {
  NameId frame = NameId::none;
  for (const Edge edge : snapshot.edges(thread)) {
    if (edge.kind == EdgeKind::stack_frame) frame = edge.name;
    if (edge.target == target && edge.kind == step.kind && edge.name == step.name) break;
  }
  return frame == NameId::none ? Frame{} : parse_frame(snapshot.text(frame));
}

std::string on_stack(const Snapshot& snapshot, ObjectId target, const FirstStep& step) {
  const Frame frame = frame_of(snapshot, step.holder, target, step);
  const std::string what =
      step.kind == EdgeKind::stack_local ? fmt::format("local {}", snapshot.text(step.name)) : "stack";
  const std::string function = frame.function.empty() ? "" : fmt::format(" of {}", frame.function);
  const bool knows_line = !frame.place.source.empty();
  return fmt::format("{}{} {} thread{}", what, function, function.empty() ? "of" : "in",
                     at_place(knows_line ? frame.place : place_in_code(snapshot, step.holder)));
}

/// A function, proto or thread as the holder of something.
std::string holder_name(const Snapshot& snapshot, ObjectId id) {
  switch (snapshot.type(id)) {
    case ObjectType::function:
      return function_name(snapshot, id);
    case ObjectType::proto:
    case ObjectType::thread:
      return fmt::format("{}{}", name_of(snapshot.type(id)), at_place(place_in_code(snapshot, id)));
    default:
      return std::string(name_of(snapshot.type(id)));
  }
}

}  // namespace

ObjectId target_of(const Snapshot& snapshot, ObjectId id, EdgeKind kind) {
  for (const Edge edge : snapshot.edges(id)) {
    if (edge.kind == kind) return edge.target;
  }
  return ObjectId::none;
}

std::string_view label_of(const Snapshot& snapshot, ObjectId id, std::string_view otherwise) {
  const bool has_label = id != ObjectId::none && snapshot.label(id) != NameId::none;
  const std::string_view text = has_label ? snapshot.text(snapshot.label(id)) : std::string_view();
  return text.empty() ? otherwise : text;
}

std::string_view type_named_by(const Snapshot& snapshot, ObjectId metatable) {
  constexpr std::string_view unnamed = "userdata";
  if (metatable == ObjectId::none) return unnamed;
  for (const Edge edge : snapshot.edges(metatable)) {
    const bool is_type = edge.kind == EdgeKind::table_field && snapshot.text(edge.name) == "__type";
    if (is_type && edge.target != ObjectId::none && snapshot.type(edge.target) == ObjectType::string) {
      return label_of(snapshot, edge.target, unnamed);
    }
  }
  return unnamed;
}

std::string_view type_of_userdata(const Snapshot& snapshot, ObjectId id) {
  return type_named_by(snapshot, target_of(snapshot, id, EdgeKind::metatable));
}

CodePlace place_in_code(const Snapshot& snapshot, ObjectId id) {
  if (snapshot.type(id) == ObjectType::function) id = target_of(snapshot, id, EdgeKind::proto);
  if (id == ObjectId::none || !has_source_line(snapshot.type(id))) return {};
  return {std::string(chunk_name(label_of(snapshot, id, ""))), snapshot.line(id)};
}

std::string function_name(const Snapshot& snapshot, ObjectId id) {
  const std::string_view name = label_of(snapshot, id, "anonymous");
  if (target_of(snapshot, id, EdgeKind::proto) == ObjectId::none) return fmt::format("{} (C)", name);
  const CodePlace place = place_in_code(snapshot, id);
  return fmt::format("{} ({}:{})", name, place.source.empty() ? "?" : place.source, place.line);
}

CodeStep step_in_code(const Snapshot& snapshot, const FirstSteps& steps, ObjectId target,
                      const FirstStep& step) {
  using Kind = CodeStep::Kind;
  if (step.holder == ObjectId::none) return {std::string(snapshot.text(step.name)), Kind::start};
  const std::string holder = holder_name(snapshot, step.holder);
  switch (step.kind) {
    case EdgeKind::table_field:
      return {field_access(snapshot.text(step.name)), Kind::code};
    case EdgeKind::table_value:
    case EdgeKind::array_item:
      return {"[?]", Kind::code};
    case EdgeKind::env:
      // The environment of a root is what programs call so.
      if (is_root(steps, step.holder)) return {"_G", Kind::start};
      return {fmt::format("environment of {}", holder), Kind::words};
    case EdgeKind::proto:
    case EdgeKind::constant:
    case EdgeKind::nested_proto:
      return {fmt::format("{} of {}", name_of_step(step.kind), holder), Kind::words};
    case EdgeKind::upvalue:
      return {fmt::format("upvalue of {}", holder), Kind::words};
    case EdgeKind::captured:
      return {"value", Kind::nothing};
    case EdgeKind::stack_slot:
    case EdgeKind::stack_frame:
    case EdgeKind::stack_local:
      return {on_stack(snapshot, target, step), Kind::words};
    case EdgeKind::metatable:
    case EdgeKind::instance_metatable:
      return {"metatable", Kind::words};
    case EdgeKind::super:
      return {"superclass", Kind::words};
    case EdgeKind::class_of:
      return {"class", Kind::words};
    default:
      return {std::string(name_of_step(step.kind)), Kind::words};
  }
}

Chain chain_to(const FirstSteps& steps, ObjectId id) {
  Chain chain;
  if (!is_root(steps, id) && steps[index(id)].holder == ObjectId::none) return chain;
  for (ObjectId at = id; at != ObjectId::none; at = steps[index(at)].holder) chain.links.push_back(at);
  std::reverse(chain.links.begin(), chain.links.end());
  chain.length = chain.links.size();
  if (chain.length > Why::longest_chain) {
    const auto gap = chain.links.begin() + Why::links_before_gap;
    chain.links.erase(gap, gap + static_cast<std::ptrdiff_t>(chain.length - Why::longest_chain));
  }
  return chain;
}

std::string chain_in_code(const Snapshot& snapshot, const FirstSteps& steps, const Chain& chain) {
  std::string text;
  bool ends_in_code = false;
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    if (chain.length > chain.links.size() && i == Why::links_before_gap) text += "…";
    const CodeStep step = step_in_code(snapshot, steps, chain.links[i], steps[index(chain.links[i])]);
    if (step.kind == CodeStep::Kind::nothing) continue;
    if (step.kind == CodeStep::Kind::start) text.clear();
    const bool is_code = step.kind != CodeStep::Kind::words;
    if (!text.empty() && !(is_code && ends_in_code)) text += " → ";
    text += step.text;
    ends_in_code = is_code;
  }
  return text;
}

}  // namespace heapgraph
