// SPDX-License-Identifier: MIT
// Records of a dump -> a Snapshot.
//
// A dump refers to objects that come later, so edges are first kept as addresses, in the order in which the
// walk follows them. When all objects are known, one pass turns each address into an object and finds the
// edge's name: that of a table's field is the text of its key, that of an upvalue the source of its
// function's proto. A last pass over the tables that have a metatable marks the edges that the collector does
// not follow.
#include "snapshot/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "heapgraph/error.h"
#include "snapshot/edge_names.h"

namespace heapgraph {
namespace {

struct FieldOfType {
  ObjectType type;
  ReferenceField field;
  EdgeKind kind;
};

/// The references of each type in the order of the walk. `pairs` and `stack` have rules of their own.
constexpr std::array field_order = {
    FieldOfType{ObjectType::table, ReferenceField::pairs, EdgeKind::table_field},
    FieldOfType{ObjectType::table, ReferenceField::array, EdgeKind::array_item},
    FieldOfType{ObjectType::table, ReferenceField::metatable, EdgeKind::metatable},
    FieldOfType{ObjectType::function, ReferenceField::env, EdgeKind::env},
    FieldOfType{ObjectType::function, ReferenceField::proto, EdgeKind::proto},
    FieldOfType{ObjectType::function, ReferenceField::upvalues, EdgeKind::upvalue},
    FieldOfType{ObjectType::userdata, ReferenceField::metatable, EdgeKind::metatable},
    FieldOfType{ObjectType::thread, ReferenceField::env, EdgeKind::env},
    FieldOfType{ObjectType::thread, ReferenceField::stack, EdgeKind::stack_slot},
    FieldOfType{ObjectType::proto, ReferenceField::constants, EdgeKind::constant},
    FieldOfType{ObjectType::proto, ReferenceField::protos, EdgeKind::nested_proto},
    FieldOfType{ObjectType::upvalue, ReferenceField::object, EdgeKind::captured},
    FieldOfType{ObjectType::class_, ReferenceField::super, EdgeKind::super},
    FieldOfType{ObjectType::class_, ReferenceField::membernames, EdgeKind::class_member},
    FieldOfType{ObjectType::class_, ReferenceField::staticmembers, EdgeKind::class_member},
    FieldOfType{ObjectType::class_, ReferenceField::instancemetatable, EdgeKind::instance_metatable},
    FieldOfType{ObjectType::class_, ReferenceField::memberstooffset, EdgeKind::member_offsets},
    FieldOfType{ObjectType::object, ReferenceField::class_, EdgeKind::class_of},
    FieldOfType{ObjectType::object, ReferenceField::members, EdgeKind::member}};

/// The name of an edge whose kind alone decides it.
NameId fixed_name(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::metatable:
    case EdgeKind::instance_metatable:
      return edge_names::meta;
    case EdgeKind::env:
      return edge_names::env;
    case EdgeKind::proto:
      return edge_names::proto;
    case EdgeKind::super:
      return edge_names::super;
    case EdgeKind::class_of:
      return edge_names::class_of;
    default:
      return NameId::none;
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

std::uint64_t pack(ObjectId target, NameId name) {
  return static_cast<std::uint64_t>(index(target)) | static_cast<std::uint64_t>(index(name)) << 32U;
}

}  // namespace

SnapshotBuilder::SnapshotBuilder() : names_(std::make_shared<NameTable>()) {
  for (const std::string_view text : edge_names::texts) names_->intern(text);
  snapshot_.category_names_.assign(256, NameId::none);
  snapshot_.first_edges_.push_back(0);
}

void SnapshotBuilder::add(const Record& record) {
  const auto& addresses = snapshot_.addresses_;
  const auto next = static_cast<std::uint32_t>(addresses.size());
  if (next == index(ObjectId::none)) {
    throw Error("the dump has more than 4,294,967,294 objects", "this is beyond what heapgraph can hold");
  }
  const std::uint32_t id = snapshot_.objects_by_address_.find_or_insert(
      record.address, next, [&](std::uint32_t i) { return addresses[i] == record.address; },
      [&](std::uint32_t i) { return addresses[i]; });
  if (id != next) {
    ++snapshot_.report_.duplicates;
    return;
  }
  const std::optional<std::string_view> label = label_of(record);
  snapshot_.addresses_.push_back(record.address);
  snapshot_.sizes_.push_back(record.size);
  snapshot_.types_.push_back(record.type);
  snapshot_.categories_.push_back(record.category);
  snapshot_.labels_.push_back(label ? names_->intern(*label) : NameId::none);
  if (record.type == ObjectType::unknown) ++snapshot_.report_.unknown_types;
  add_edges(record);
  snapshot_.first_edges_.push_back(snapshot_.links_.size());
}

void SnapshotBuilder::add_root(std::string_view name, std::uint64_t address) {
  roots_.push_back({names_->intern(name), address});
}

void SnapshotBuilder::name_category(std::uint8_t category, std::string_view name) {
  snapshot_.category_names_[category] = names_->intern(name);
}

void SnapshotBuilder::declare_bytes(std::uint64_t bytes) {
  snapshot_.declared_bytes_ = bytes;
}

void SnapshotBuilder::add_edges(const Record& record) {
  for (const FieldOfType& entry : field_order) {
    if (entry.type != record.type) continue;
    if (entry.field == ReferenceField::pairs) {
      add_pairs(record);
    } else if (entry.field == ReferenceField::stack) {
      add_stack(record);
    } else {
      for (const std::uint64_t address : record[entry.field]) {
        if (address != null_address) add_edge(entry.kind, address);
      }
    }
  }
}

/// A value with a key comes right behind it as a `table_field`; `resolve_edges` looks whether the key is a
/// string.
void SnapshotBuilder::add_pairs(const Record& record) {
  const std::vector<std::uint64_t>& pairs = record[ReferenceField::pairs];
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const std::uint64_t key = pairs[i];
    const std::uint64_t value = pairs[i + 1];
    if (key != null_address) add_edge(EdgeKind::table_key, key);
    if (value == null_address) continue;
    add_edge(key == null_address ? EdgeKind::table_value : EdgeKind::table_field, value);
  }
}

/// A slot where a frame begins is kept even without an object, for the frame's name.
void SnapshotBuilder::add_stack(const Record& record) {
  const std::vector<std::uint64_t>& stack = record[ReferenceField::stack];
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const StackName name = i < record.stack_names.size() ? record.stack_names[i] : StackName{};
    if (stack[i] == null_address && name.kind != StackName::Kind::frame) continue;
    switch (name.kind) {
      case StackName::Kind::none:
        add_edge(EdgeKind::stack_slot, stack[i]);
        break;
      case StackName::Kind::frame:
        add_edge(EdgeKind::stack_frame, stack[i]);
        stack_names_.push_back(names_->intern(name.text));
        break;
      case StackName::Kind::local:
        add_edge(EdgeKind::stack_local, stack[i]);
        stack_names_.push_back(names_->intern(name.text));
        break;
    }
  }
}

void SnapshotBuilder::add_edge(EdgeKind kind, std::uint64_t address) {
  snapshot_.links_.push_back(address);
  snapshot_.kinds_.push_back(static_cast<std::uint8_t>(kind));
}

Snapshot SnapshotBuilder::finish() {
  for (const RawRoot& root : roots_) snapshot_.roots_.push_back({root.name, snapshot_.find(root.address)});
  const std::size_t objects = snapshot_.object_count();
  for (std::size_t i = 0; i < objects; ++i) resolve_edges(static_cast<ObjectId>(i));
  for (std::size_t i = 0; i < objects; ++i) {
    if (snapshot_.types_[i] == ObjectType::table) mark_weak_edges(static_cast<ObjectId>(i));
  }
  name_categories();
  snapshot_.names_ = std::move(names_);
  return std::move(snapshot_);
}

void SnapshotBuilder::resolve_edges(ObjectId holder) {
  ObjectId previous = ObjectId::none;  // the key of a pair, when its value comes
  NameId source = edge_names::empty;   // of the function's proto, when its upvalues come
  for (std::uint64_t i = snapshot_.first_edges_[index(holder)]; i < snapshot_.first_edges_[index(holder) + 1];
       ++i) {
    auto kind = static_cast<EdgeKind>(snapshot_.kinds_[i]);
    const ObjectId target = resolve(snapshot_.links_[i]);
    NameId name = fixed_name(kind);
    if (kind == EdgeKind::table_field) {
      const bool has_string_key =
          previous != ObjectId::none && snapshot_.type(previous) == ObjectType::string;
      if (!has_string_key) kind = EdgeKind::table_value;
      if (has_string_key) name = label_or_empty(previous);
    } else if (kind == EdgeKind::proto && target != ObjectId::none) {
      source = label_or_empty(target);
    } else if (kind == EdgeKind::upvalue) {
      name = source;
    } else if (kind == EdgeKind::stack_frame || kind == EdgeKind::stack_local) {
      name = stack_names_[next_stack_name_++];
    }
    snapshot_.links_[i] = pack(target, name);
    snapshot_.kinds_[i] = static_cast<std::uint8_t>(kind);
    previous = target;
  }
}

NameId SnapshotBuilder::label_or_empty(ObjectId id) const {
  const NameId label = snapshot_.label(id);
  return label == NameId::none ? edge_names::empty : label;
}

ObjectId SnapshotBuilder::resolve(std::uint64_t address) {
  const ObjectId target = address == null_address ? ObjectId::none : snapshot_.find(address);
  if (target == ObjectId::none && address != null_address) ++snapshot_.report_.dangling;
  return target;
}

/// What the collector does not follow in a table (`traversetable`, `iscleared` in Luau's lgc.cpp): keys under
/// mode `k`, values and the array part under mode `v`; strings are always kept.
void SnapshotBuilder::mark_weak_edges(ObjectId table) {
  const std::uint64_t first = snapshot_.first_edges_[index(table)];
  const std::uint64_t last = snapshot_.first_edges_[index(table) + 1];
  if (first == last) return;
  const Edge metatable = *Snapshot::EdgeIterator(&snapshot_.links_[last - 1], &snapshot_.kinds_[last - 1]);
  if (metatable.kind != EdgeKind::metatable || metatable.target == ObjectId::none) return;

  const auto [known, is_first] = weak_modes_.try_emplace(metatable.target, NameId::none);
  if (is_first) known->second = weak_mode_of(metatable.target);
  const std::string_view mode = names_->text(known->second);
  const bool weak_keys = mode.find('k') != std::string_view::npos;
  const bool weak_values = mode.find('v') != std::string_view::npos;
  if (!weak_keys && !weak_values) return;

  for (std::uint64_t i = first; i < last; ++i) {
    const Edge edge = *Snapshot::EdgeIterator(&snapshot_.links_[i], &snapshot_.kinds_[i]);
    const bool is_weak = edge.kind == EdgeKind::table_key     ? weak_keys
                         : edge.kind == EdgeKind::table_field ? weak_values
                         : edge.kind == EdgeKind::table_value ? weak_values
                         : edge.kind == EdgeKind::array_item  ? weak_values
                                                              : false;
    if (!is_weak || edge.target == ObjectId::none) continue;
    if (snapshot_.type(edge.target) == ObjectType::string) continue;
    snapshot_.kinds_[i] |= Snapshot::EdgeIterator::weak_bit;
  }
}

/// The text of the string under the first `__mode` key; `none` if there is none or it is no string.
NameId SnapshotBuilder::weak_mode_of(ObjectId metatable) const {
  bool follows_mode_key = false;
  for (const Edge edge : snapshot_.edges(metatable)) {
    if (follows_mode_key) {
      const bool is_its_value = edge.kind == EdgeKind::table_field && edge.target != ObjectId::none;
      return is_its_value && snapshot_.type(edge.target) == ObjectType::string ? snapshot_.label(edge.target)
                                                                               : NameId::none;
    }
    follows_mode_key = edge.kind == EdgeKind::table_key && edge.target != ObjectId::none &&
                       snapshot_.type(edge.target) == ObjectType::string &&
                       snapshot_.label(edge.target) == edge_names::mode;
  }
  return NameId::none;
}

void SnapshotBuilder::name_categories() {
  for (std::size_t category = 0; category < snapshot_.category_names_.size(); ++category) {
    NameId& name = snapshot_.category_names_[category];
    if (name == NameId::none) name = names_->intern(fmt::format("category {}", category));
  }
}

}  // namespace heapgraph
