// SPDX-License-Identifier: MIT
// The builder that joins blocks of objects of any runtime into a Snapshot.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/scheduler.h"
#include "heap/names.h"
#include "heap/object_block.h"
#include "heap/object_index.h"
#include "heap/vocabulary.h"
#include "heapgraph/bounds.h"
#include "heapgraph/load.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// A reference that a dump does not list.
struct ImpliedEdge {
  ObjectId holder = ObjectId::none;
  ObjectId target = ObjectId::none;
  EdgeKind kind{};
};

/// Takes the objects of a dump in their order, and everything else in any order. `resolve` then turns
/// identifiers into objects and finds the names of references. After that a reader may mark weak
/// references, name classes and add implied references; `take` returns the snapshot. Linear in objects and
/// edges.
class SnapshotBuilder {
 public:
  /// `bounds` are those of names and roots.
  SnapshotBuilder(std::shared_ptr<const Vocabulary> vocabulary, LoadDetail detail, const Bounds& bounds = {});

  /// Makes room for about this many objects and edges.
  void reserve(std::size_t objects, std::size_t edges);
  void append(const ObjectBlock& block);
  /// Adds a root. Call it only for an object that exists (see `has_object`), when all objects are there.
  /// Throws an Error if there are more than `Bounds::roots`.
  void add_root(std::string_view name, std::uint64_t identifier, std::uint8_t rank = 0);
  void name_category(std::uint8_t category, std::string_view name);
  void declare_bytes(std::uint64_t bytes);

  bool has_object(std::uint64_t identifier) const { return snapshot_.find(identifier) != ObjectId::none; }
  std::size_t object_count() const { return snapshot_.object_count(); }
  std::size_t edge_count() const { return snapshot_.edge_count(); }

  /// Call it once, when everything was added. The result does not depend on the number of threads.
  void resolve(Scheduler& scheduler);

  /// The snapshot so far; its references are valid after `resolve`.
  const Snapshot& snapshot() const { return snapshot_; }

  /// Marks as weak the resolved edges of an object for which `is_weak(edge)` holds.
  template <class IsWeak>
  void mark_weak(ObjectId holder, IsWeak is_weak) {
    const std::size_t last = snapshot_.first_edges_[index(holder) + 1];
    for (std::size_t i = snapshot_.first_edges_[index(holder)]; i < last; ++i) {
      const Edge edge = *Snapshot::EdgeIterator(&snapshot_.links_[i], &snapshot_.kinds_[i]);
      if (is_weak(edge)) snapshot_.kinds_[i] |= Snapshot::weak_bit;
    }
  }

  /// Names the class of an object. Call it in the order of the objects, at most once for each.
  void name_class(ObjectId object, NameId name) { snapshot_.class_names_.emplace_back(object, name); }

  /// Adds strong references without names behind the resolved references that their holders have. They must
  /// be in the order of their holders. O(objects + edges) if there are any.
  void add_edges(const std::vector<ImpliedEdge>& edges);

  /// Returns the snapshot, whose report is `damage` plus what the builder counted. The builder is empty
  /// afterwards.
  Snapshot take(const LoadReport& damage);

 private:
  /// A range of objects that can be resolved independently: its first object, and the position in
  /// `given_names_` of the first name for one of its references. The range ends where the next begins.
  struct Stretch {
    std::size_t first_object;
    std::size_t first_given_name;
  };

  /// How references of one kind are named; `EdgeInfo` in a form for quick access.
  struct Rule {
    Naming naming = Naming::none;
    NameId fixed = NameId::none;
    EdgeKind otherwise{};
    bool names_siblings = false;
    TypeId sibling_namer{};
  };

  void check_edge_count(std::uint64_t more) const;
  bool claim_identifiers(const ObjectBlock& block, std::vector<bool>& is_duplicate);
  void append_objects(const ObjectBlock& block, std::size_t first);
  void append_contents(const ObjectBlock& block, std::size_t first);
  NameId intern(std::string_view name);
  NameId intern(std::string_view name, std::uint64_t most_bytes);
  NameId intern(const ObjectBlock& block, std::uint32_t text);
  NameId intern_source(const ObjectBlock& block, std::uint32_t text);
  NameId name_of(const ObjectBlock& block, const ObjectBlock::EdgeName& name);
  /// Returns the number of dangling references.
  std::uint64_t resolve_stretch(Stretch from, std::size_t end_object);
  std::uint64_t resolve_edges(ObjectId holder, std::size_t& next_given_name);
  NameId label_or_empty(ObjectId id) const;
  void name_categories();

  struct RawRoot {
    NameId name;
    std::uint64_t identifier;
    std::uint8_t rank;
  };

  LoadDetail detail_;
  Bounds bounds_;
  Snapshot snapshot_;
  std::shared_ptr<ObjectIndex> index_;
  std::shared_ptr<NameTable> names_;
  std::array<Rule, Vocabulary::most_edges> rules_;
  std::array<bool, Vocabulary::most_types> is_text_{};
  std::vector<RawRoot> roots_;
  std::vector<Stretch> stretches_;
  /// Names of references that the dump gives, in the order of the edges.
  std::vector<NameId> given_names_;
  std::uint64_t duplicates_ = 0;
  std::uint64_t unknown_types_ = 0;
  std::uint64_t long_names_ = 0;
};

}  // namespace heapgraph
