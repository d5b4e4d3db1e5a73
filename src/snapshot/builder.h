// SPDX-License-Identifier: MIT
// Records of a dump -> a Snapshot.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heapgraph/snapshot.h"
#include "snapshot/record.h"

namespace heapgraph {

/// Takes the objects of a dump in their order, and everything else in any order; `finish` resolves addresses
/// to objects and names to edges. Linear in objects and edges.
class SnapshotBuilder {
 public:
  SnapshotBuilder();

  void add(const Record& record);
  /// A root is given to `finish` only if its object exists (`has_object`).
  void add_root(std::string_view name, std::uint64_t address);
  void name_category(std::uint8_t category, std::string_view name);
  void declare_bytes(std::uint64_t bytes);

  bool has_object(std::uint64_t address) const { return snapshot_.find(address) != ObjectId::none; }

  /// Call once, when everything was added.
  Snapshot finish();

 private:
  void add_edges(const Record& record);
  void add_stack(const Record& record);
  void add_pairs(const Record& record);
  void add_edge(EdgeKind kind, std::uint64_t address);

  void resolve_edges(ObjectId holder);
  NameId label_or_empty(ObjectId id) const;
  ObjectId resolve(std::uint64_t address);
  void mark_weak_edges(ObjectId table);
  NameId weak_mode_of(ObjectId metatable) const;
  void name_categories();

  struct RawRoot {
    NameId name;
    std::uint64_t address;
  };

  Snapshot snapshot_;
  std::shared_ptr<NameTable> names_;
  std::vector<RawRoot> roots_;
  /// The names of stack_frame and stack_local edges, in the order of the edges.
  std::vector<NameId> stack_names_;
  std::size_t next_stack_name_ = 0;
  /// Of the metatables seen: many tables share one.
  std::unordered_map<ObjectId, NameId> weak_modes_;
};

}  // namespace heapgraph
