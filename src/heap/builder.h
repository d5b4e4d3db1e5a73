// SPDX-License-Identifier: MIT
// Blocks of a dump -> a Snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "heap/names.h"
#include "heap/object_index.h"
#include "heapgraph/load.h"
#include "heapgraph/snapshot.h"
#include "runtimes/luau/block.h"

namespace heapgraph {

/// Takes the objects of a dump in their order, and everything else in any order; `finish` resolves addresses
/// to objects and names to edges. Linear in objects and edges.
class SnapshotBuilder {
 public:
  explicit SnapshotBuilder(LoadDetail detail);

  /// Makes room at once for about so many objects and edges.
  void reserve(std::size_t objects, std::size_t edges);
  void append(const SnapshotBlock& block);
  /// A root is given to `finish` only if its object exists (`has_object`).
  void add_root(std::string_view name, std::uint64_t address);
  void name_category(std::uint8_t category, std::string_view name);
  void declare_bytes(std::uint64_t bytes);

  bool has_object(std::uint64_t address) const { return snapshot_.find(address) != ObjectId::none; }
  std::size_t object_count() const { return snapshot_.object_count(); }
  std::size_t edge_count() const { return snapshot_.edge_count(); }

  /// Call once, when everything was added. `damage` is what the reader met. The result does not depend on
  /// `threads`.
  Snapshot finish(const LoadReport& damage, unsigned threads);

 private:
  /// Objects from `first` on, and where the names of their stacks begin: what can be resolved by itself.
  struct Stretch {
    std::size_t first_object;
    std::size_t first_stack_name;
  };

  bool claim_address(std::uint64_t address);
  void add_size(std::uint64_t size);
  void resolve_all(unsigned threads);
  /// Returns the number of dangling references.
  std::uint64_t resolve_stretch(Stretch from, std::size_t end_object);
  std::uint64_t resolve_edges(ObjectId holder, std::size_t& next_stack_name);
  NameId label_or_empty(ObjectId id) const;
  void mark_weak_edges(ObjectId table);
  NameId weak_mode_of(ObjectId metatable) const;
  void name_categories();

  struct RawRoot {
    NameId name;
    std::uint64_t address;
  };

  LoadDetail detail_;
  Snapshot snapshot_;
  std::shared_ptr<ObjectIndex> index_;
  std::shared_ptr<NameTable> names_;
  std::vector<RawRoot> roots_;
  std::vector<Stretch> stretches_;
  /// The names of stack_frame and stack_local edges, in the order of the edges.
  std::vector<NameId> stack_names_;
  /// Of the metatables seen: many tables share one.
  std::unordered_map<ObjectId, NameId> weak_modes_;
  std::uint64_t duplicates_ = 0;
  std::uint64_t unknown_types_ = 0;
};

}  // namespace heapgraph
