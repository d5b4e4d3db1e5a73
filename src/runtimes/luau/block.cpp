// SPDX-License-Identifier: MIT
// The objects of a part of a dump, not yet joined to the rest.
#include "runtimes/luau/block.h"

#include <array>
#include <optional>
#include <span>

namespace heapgraph {
namespace {

struct EdgesOfField {
  ReferenceField field;
  EdgeKind kind;
};

// The references of each type in the order of the walk. `pairs` and `stack` have rules of their own.
constexpr std::array table_edges = {EdgesOfField{ReferenceField::pairs, EdgeKind::table_field},
                                    EdgesOfField{ReferenceField::array, EdgeKind::array_item},
                                    EdgesOfField{ReferenceField::metatable, EdgeKind::metatable}};
constexpr std::array function_edges = {EdgesOfField{ReferenceField::env, EdgeKind::env},
                                       EdgesOfField{ReferenceField::proto, EdgeKind::proto},
                                       EdgesOfField{ReferenceField::upvalues, EdgeKind::upvalue}};
constexpr std::array userdata_edges = {EdgesOfField{ReferenceField::metatable, EdgeKind::metatable}};
constexpr std::array thread_edges = {EdgesOfField{ReferenceField::env, EdgeKind::env},
                                     EdgesOfField{ReferenceField::stack, EdgeKind::stack_slot}};
constexpr std::array proto_edges = {EdgesOfField{ReferenceField::constants, EdgeKind::constant},
                                    EdgesOfField{ReferenceField::protos, EdgeKind::nested_proto}};
constexpr std::array upvalue_edges = {EdgesOfField{ReferenceField::object, EdgeKind::captured}};
constexpr std::array class_edges = {
    EdgesOfField{ReferenceField::super, EdgeKind::super},
    EdgesOfField{ReferenceField::membernames, EdgeKind::class_member},
    EdgesOfField{ReferenceField::staticmembers, EdgeKind::class_member},
    EdgesOfField{ReferenceField::instancemetatable, EdgeKind::instance_metatable},
    EdgesOfField{ReferenceField::memberstooffset, EdgeKind::member_offsets}};
constexpr std::array object_edges = {EdgesOfField{ReferenceField::class_, EdgeKind::class_of},
                                     EdgesOfField{ReferenceField::members, EdgeKind::member}};

std::span<const EdgesOfField> edges_of(ObjectType type) {
  switch (type) {
    case ObjectType::table:
      return table_edges;
    case ObjectType::function:
      return function_edges;
    case ObjectType::userdata:
      return userdata_edges;
    case ObjectType::thread:
      return thread_edges;
    case ObjectType::proto:
      return proto_edges;
    case ObjectType::upvalue:
      return upvalue_edges;
    case ObjectType::class_:
      return class_edges;
    case ObjectType::object:
      return object_edges;
    default:
      return {};
  }
}

std::optional<std::string_view> label_of(const Record& record) {
  switch (record.type) {
    case ObjectType::string:
      return record.data;
    case ObjectType::function:
    case ObjectType::class_:
      return record.name;
    case ObjectType::thread:
    case ObjectType::proto:
      return record.source;
    default:
      return std::nullopt;
  }
}

void add_edge(SnapshotBlock& block, EdgeKind kind, std::uint64_t address) {
  block.links.push_back(address);
  block.kinds.push_back(kind);
}

std::uint32_t add_text(SnapshotBlock& block, std::string_view text) {
  block.text_pool.insert(block.text_pool.end(), text.begin(), text.end());
  block.text_ends.push_back(block.text_pool.size());
  return static_cast<std::uint32_t>(block.text_ends.size() - 1);
}

/// A value with a key comes right behind it as a `table_field`; the builder looks whether the key is a
/// string.
void add_pairs(SnapshotBlock& block, const std::vector<std::uint64_t>& pairs) {
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const std::uint64_t key = pairs[i];
    const std::uint64_t value = pairs[i + 1];
    if (key != null_address) add_edge(block, EdgeKind::table_key, key);
    if (value == null_address) continue;
    add_edge(block, key == null_address ? EdgeKind::table_value : EdgeKind::table_field, value);
  }
}

/// A slot where a frame begins is kept even without an object, for the frame's name.
void add_stack(SnapshotBlock& block, const std::vector<std::uint64_t>& stack,
               const std::vector<StackName>& names) {
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const StackName name = i < names.size() ? names[i] : StackName{};
    if (stack[i] == null_address && name.kind != StackName::Kind::frame) continue;
    if (name.kind == StackName::Kind::none) {
      add_edge(block, EdgeKind::stack_slot, stack[i]);
    } else {
      const bool is_frame = name.kind == StackName::Kind::frame;
      add_edge(block, is_frame ? EdgeKind::stack_frame : EdgeKind::stack_local, stack[i]);
      block.stack_names.push_back(add_text(block, name.text));
    }
  }
}

}  // namespace

void SnapshotBlock::add(const Record& record, LoadDetail detail) {
  addresses.push_back(record.address);
  sizes.push_back(record.size);
  types.push_back(record.type);
  categories.push_back(record.category);
  if (detail == LoadDetail::addresses) return;

  const std::optional<std::string_view> label = label_of(record);
  labels.push_back(label ? add_text(*this, *label) : no_text);
  if (has_source_line(record.type)) lines.push_back(record.line);
  const std::size_t edges_before = links.size();
  for (const EdgesOfField& entry : edges_of(record.type)) {
    if (entry.field == ReferenceField::pairs) {
      add_pairs(*this, record[entry.field]);
    } else if (entry.field == ReferenceField::stack) {
      add_stack(*this, record[entry.field], record.stack_names);
    } else {
      for (const std::uint64_t address : record[entry.field]) {
        if (address != null_address) add_edge(*this, entry.kind, address);
      }
    }
  }
  edge_counts.push_back(static_cast<std::uint32_t>(links.size() - edges_before));
}

void SnapshotBlock::clear() {
  addresses.clear();
  sizes.clear();
  types.clear();
  categories.clear();
  labels.clear();
  lines.clear();
  edge_counts.clear();
  links.clear();
  kinds.clear();
  stack_names.clear();
  text_pool.clear();
  text_ends.clear();
}

}  // namespace heapgraph
