// SPDX-License-Identifier: MIT
// Blocks of a dump -> a Snapshot.
//
// A dump refers to objects that come later, so edges are first kept as addresses, in the order in which the
// walk follows them. When all objects are known, one pass turns each address into an object and finds the
// edge's name: that of a table's field is the text of its key, that of an upvalue the source of its
// function's proto. The edges of one object do not depend on those of another, so that pass runs on as many
// threads as there are. A last pass over the tables that have a metatable marks the edges that the collector
// does not follow.
#include "heap/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <utility>

#include "base/large_array.h"
#include "heapgraph/error.h"
#include "runtimes/luau/edge_names.h"

namespace heapgraph {
namespace {

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

std::uint64_t pack(ObjectId target, NameId name) {
  return static_cast<std::uint64_t>(index(target)) | static_cast<std::uint64_t>(index(name)) << 32U;
}

bool has_stack_name(EdgeKind kind) {
  return kind == EdgeKind::stack_frame || kind == EdgeKind::stack_local;
}

}  // namespace

SnapshotBuilder::SnapshotBuilder(LoadDetail detail)
    : detail_(detail), index_(std::make_shared<ObjectIndex>()), names_(std::make_shared<NameTable>()) {
  snapshot_.index_ = index_;
  for (const std::string_view text : edge_names::texts) names_->intern(text);
  snapshot_.category_names_.assign(256, NameId::none);
  if (detail_ == LoadDetail::full) snapshot_.first_edges_.push_back(0);
}

void SnapshotBuilder::reserve(std::size_t objects, std::size_t edges) {
  index_->reserve(objects);
  reserve_large(snapshot_.sizes_, objects);
  reserve_large(snapshot_.types_, objects);
  reserve_large(snapshot_.categories_, objects);
  if (detail_ == LoadDetail::addresses) return;
  reserve_large(snapshot_.labels_, objects);
  reserve_large(snapshot_.first_edges_, objects + 1);
  reserve_large(snapshot_.links_, edges);
  reserve_large(snapshot_.kinds_, edges);
}

void SnapshotBuilder::append(const SnapshotBlock& block) {
  stretches_.push_back({snapshot_.object_count(), stack_names_.size()});
  std::size_t edge = 0;
  std::size_t stack_name = 0;
  std::size_t line = 0;
  for (std::size_t i = 0; i < block.addresses.size(); ++i) {
    const bool is_new = claim_address(block.addresses[i]);
    if (is_new) {
      add_size(block.sizes[i]);
      snapshot_.types_.push_back(block.types[i]);
      snapshot_.categories_.push_back(block.categories[i]);
      if (block.types[i] == ObjectType::unknown) ++unknown_types_;
    } else {
      ++duplicates_;
    }
    if (detail_ == LoadDetail::addresses) continue;

    if (has_source_line(block.types[i])) {
      if (is_new) {
        snapshot_.lines_.emplace_back(static_cast<ObjectId>(snapshot_.object_count() - 1), block.lines[line]);
      }
      ++line;
    }
    // The edges of an object that is left out are passed over.
    const std::size_t last_edge = edge + block.edge_counts[i];
    for (; edge < last_edge; ++edge) {
      const EdgeKind kind = block.kinds[edge];
      const bool is_named = has_stack_name(kind);
      if (is_new) {
        snapshot_.links_.push_back(block.links[edge]);
        snapshot_.kinds_.push_back(static_cast<std::uint8_t>(kind));
        if (is_named) stack_names_.push_back(names_->intern(block.text(block.stack_names[stack_name])));
      }
      if (is_named) ++stack_name;
    }
    if (!is_new) continue;
    const std::uint32_t label = block.labels[i];
    const bool has_label = label != SnapshotBlock::no_text;
    snapshot_.labels_.push_back(has_label ? names_->intern(block.text(label)) : NameId::none);
    snapshot_.first_edges_.push_back(snapshot_.links_.size());
  }
}

void SnapshotBuilder::add_size(std::uint64_t size) {
  if (size >= Snapshot::large) {
    snapshot_.large_sizes_.emplace_back(static_cast<ObjectId>(snapshot_.object_count()), size);
  }
  snapshot_.sizes_.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(size, Snapshot::large)));
}

/// False if an earlier object has the address.
bool SnapshotBuilder::claim_address(std::uint64_t address) {
  if (snapshot_.object_count() == index(ObjectId::none)) {
    throw Error("the dump has more than 4,294,967,294 objects", "this is beyond what heapgraph can hold");
  }
  return index_->add(address);
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

Snapshot SnapshotBuilder::finish(const LoadReport& damage, unsigned threads) {
  snapshot_.report_ = damage;
  snapshot_.report_.duplicates = duplicates_;
  snapshot_.report_.unknown_types = unknown_types_;
  for (const RawRoot& root : roots_) snapshot_.roots_.push_back({root.name, snapshot_.find(root.address)});
  if (detail_ == LoadDetail::full) {
    resolve_all(threads);
    for (std::size_t i = 0; i < snapshot_.object_count(); ++i) {
      if (snapshot_.types_[i] == ObjectType::table) mark_weak_edges(static_cast<ObjectId>(i));
    }
  }
  name_categories();
  snapshot_.names_ = std::move(names_);
  return std::move(snapshot_);
}

void SnapshotBuilder::resolve_all(unsigned threads) {
  const std::size_t parts = std::clamp<std::size_t>(stretches_.size(), 1, std::max(threads, 1U));
  std::vector<std::future<std::uint64_t>> running;
  for (std::size_t part = 0; part < parts && !stretches_.empty(); ++part) {
    const std::size_t next = stretches_.size() * (part + 1) / parts;
    const Stretch from = stretches_[stretches_.size() * part / parts];
    const std::size_t end =
        next < stretches_.size() ? stretches_[next].first_object : snapshot_.object_count();
    // The last part is for this thread.
    const std::launch policy = part + 1 == parts ? std::launch::deferred : std::launch::async;
    running.push_back(std::async(policy, [this, from, end] { return resolve_stretch(from, end); }));
  }
  // The last one first, which runs only when it is asked for.
  std::reverse(running.begin(), running.end());
  for (std::future<std::uint64_t>& part : running) snapshot_.report_.dangling += part.get();
}

std::uint64_t SnapshotBuilder::resolve_stretch(Stretch from, std::size_t end_object) {
  std::uint64_t dangling = 0;
  std::size_t next_stack_name = from.first_stack_name;
  for (std::size_t i = from.first_object; i < end_object; ++i) {
    dangling += resolve_edges(static_cast<ObjectId>(i), next_stack_name);
  }
  return dangling;
}

std::uint64_t SnapshotBuilder::resolve_edges(ObjectId holder, std::size_t& next_stack_name) {
  std::uint64_t dangling = 0;
  ObjectId previous = ObjectId::none;  // the key of a pair, when its value comes
  NameId source = edge_names::empty;   // of the function's proto, when its upvalues come
  const std::size_t last = snapshot_.first_edges_[index(holder) + 1];
  for (std::size_t i = snapshot_.first_edges_[index(holder)]; i < last; ++i) {
    auto kind = static_cast<EdgeKind>(snapshot_.kinds_[i]);
    const std::uint64_t address = snapshot_.links_[i];
    const ObjectId target = address == null_address ? ObjectId::none : snapshot_.find(address);
    if (target == ObjectId::none && address != null_address) ++dangling;
    NameId name = fixed_name(kind);
    if (kind == EdgeKind::table_field) {
      const bool has_string_key =
          previous != ObjectId::none && snapshot_.type(previous) == ObjectType::string;
      if (!has_string_key) kind = EdgeKind::table_value;
      if (has_string_key) name = label_or_empty(previous);
    } else if (kind == EdgeKind::proto && target != ObjectId::none &&
               snapshot_.type(target) == ObjectType::proto) {
      source = label_or_empty(target);
    } else if (kind == EdgeKind::upvalue) {
      name = source;
    } else if (has_stack_name(kind)) {
      name = stack_names_[next_stack_name++];
    }
    snapshot_.links_[i] = pack(target, name);
    snapshot_.kinds_[i] = static_cast<std::uint8_t>(kind);
    previous = target;
  }
  return dangling;
}

NameId SnapshotBuilder::label_or_empty(ObjectId id) const {
  const NameId label = snapshot_.label(id);
  return label == NameId::none ? edge_names::empty : label;
}

/// What the collector does not follow in a table (`traversetable`, `iscleared` in Luau's lgc.cpp): keys under
/// mode `k`, values and the array part under mode `v`; strings are always kept.
void SnapshotBuilder::mark_weak_edges(ObjectId table) {
  const std::size_t first = snapshot_.first_edges_[index(table)];
  const std::size_t last = snapshot_.first_edges_[index(table) + 1];
  if (first == last) return;
  const Edge metatable = *Snapshot::EdgeIterator(&snapshot_.links_[last - 1], &snapshot_.kinds_[last - 1]);
  if (metatable.kind != EdgeKind::metatable || metatable.target == ObjectId::none) return;

  const auto [known, is_first] = weak_modes_.try_emplace(metatable.target, NameId::none);
  if (is_first) known->second = weak_mode_of(metatable.target);
  const std::string_view mode = names_->text(known->second);
  const bool weak_keys = mode.find('k') != std::string_view::npos;
  const bool weak_values = mode.find('v') != std::string_view::npos;
  if (!weak_keys && !weak_values) return;

  for (std::size_t i = first; i < last; ++i) {
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
