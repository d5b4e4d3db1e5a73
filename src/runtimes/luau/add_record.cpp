// SPDX-License-Identifier: MIT
// The conversion of a record of a dump to an object of a block.
#include "runtimes/luau/add_record.h"

#include <array>
#include <optional>
#include <span>

#include "base/narrow.h"
#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

struct EdgesOfField {
  ReferenceField field;
  EdgeKind kind;
};

// References of each type in the order of the walk. `pairs` and `stack` have rules of their own.
constexpr std::array table_edges = {EdgesOfField{ReferenceField::pairs, edges::table_field},
                                    EdgesOfField{ReferenceField::array, edges::array_item},
                                    EdgesOfField{ReferenceField::metatable, edges::metatable}};
constexpr std::array function_edges = {EdgesOfField{ReferenceField::env, edges::env},
                                       EdgesOfField{ReferenceField::proto, edges::proto},
                                       EdgesOfField{ReferenceField::upvalues, edges::upvalue}};
constexpr std::array userdata_edges = {EdgesOfField{ReferenceField::metatable, edges::metatable}};
constexpr std::array thread_edges = {EdgesOfField{ReferenceField::env, edges::env},
                                     EdgesOfField{ReferenceField::stack, edges::stack_slot}};
constexpr std::array proto_edges = {EdgesOfField{ReferenceField::constants, edges::constant},
                                    EdgesOfField{ReferenceField::protos, edges::nested_proto}};
constexpr std::array upvalue_edges = {EdgesOfField{ReferenceField::object, edges::captured}};
constexpr std::array class_edges = {
    EdgesOfField{ReferenceField::super, edges::super},
    EdgesOfField{ReferenceField::membernames, edges::class_member},
    EdgesOfField{ReferenceField::staticmembers, edges::class_member},
    EdgesOfField{ReferenceField::instancemetatable, edges::instance_metatable},
    EdgesOfField{ReferenceField::memberstooffset, edges::member_offsets}};
constexpr std::array object_edges = {EdgesOfField{ReferenceField::class_, edges::class_of},
                                     EdgesOfField{ReferenceField::members, edges::member}};

std::span<const EdgesOfField> edges_of(TypeId type) {
  switch (type) {
    case types::table:
      return table_edges;
    case types::function:
      return function_edges;
    case types::userdata:
      return userdata_edges;
    case types::thread:
      return thread_edges;
    case types::proto:
      return proto_edges;
    case types::upvalue:
      return upvalue_edges;
    case types::class_type:
      return class_edges;
    case types::object:
      return object_edges;
    default:
      return {};
  }
}

std::optional<std::string_view> label_of(const Record& record) {
  switch (record.type) {
    case types::string:
      return record.data;
    case types::function:
    case types::class_type:
      return record.name;
    case types::thread:
    case types::proto:
      return record.source;
    default:
      return std::nullopt;
  }
}

/// Adds the pairs of a table. A value whose key is an object follows the key as a `table_field`; the
/// builder checks whether the key is a string.
void add_pairs(ObjectBlock& block, const std::vector<std::uint64_t>& pairs) {
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const std::uint64_t key = pairs[i];
    const std::uint64_t value = pairs[i + 1];
    if (key != null_address) block.add_edge(edges::table_key, key);
    if (value == null_address) continue;
    block.add_edge(key == null_address ? edges::table_value : edges::table_field, value);
  }
}

/// Adds the slots of a stack. They sit below `__stack`. From a function's slot on they sit below the name
/// of its frame there, and a local variable sits below its own name in the frame. Outside a frame the name
/// of a slot means nothing.
void add_stack(ObjectBlock& block, const std::vector<std::uint64_t>& stack,
               const std::vector<StackName>& names) {
  if (stack.empty()) return;
  const std::uint32_t stack_text = block.add_text("__stack");
  std::uint32_t frame = ObjectBlock::no_text;
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const StackName name = i < names.size() ? names[i] : StackName{};
    if (name.kind == StackName::Kind::frame) frame = block.add_text(name.text);
    if (stack[i] == null_address) continue;
    const bool has_frame = frame != ObjectBlock::no_text;
    ObjectBlock::EdgeName place = {ObjectBlock::no_text, {stack_text, frame}, 1};
    if (has_frame) place.length = 2;
    EdgeKind kind = edges::stack_slot;
    if (name.kind == StackName::Kind::frame) {
      kind = edges::stack_frame;
      place.own = frame;
    } else if (name.kind == StackName::Kind::local) {
      kind = edges::stack_local;
      place.own = block.add_text(name.text);
      if (has_frame) place.path[place.length++] = place.own;
    }
    block.add_named_edge(kind, stack[i], place);
  }
}

}  // namespace

void add_record(ObjectBlock& block, const Record& record, LoadDetail detail) {
  block.add_object(record.address, record.type, record.category, record.size);
  if (detail == LoadDetail::addresses) return;
  const std::optional<std::string_view> text = label_of(record);
  const std::uint32_t label = text ? block.add_text(*text) : ObjectBlock::no_text;
  if (record.type == types::proto || record.type == types::thread) {
    const auto object = narrow_position(block.identifiers.size() - 1, "objects in one part of the dump");
    block.places.push_back({object, label, record.line});
  }
  for (const EdgesOfField& entry : edges_of(record.type)) {
    if (entry.field == ReferenceField::pairs) {
      add_pairs(block, record[entry.field]);
    } else if (entry.field == ReferenceField::stack) {
      add_stack(block, record[entry.field], record.stack_names);
    } else {
      for (const std::uint64_t address : record[entry.field]) {
        if (address != null_address) block.add_edge(entry.kind, address);
      }
    }
  }
  block.end_object(label);
}

}  // namespace heapgraph::luau
