// SPDX-License-Identifier: MIT
// A heap dump in memory: objects, the references between them, roots and categories. Immutable once loaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heapgraph/api.h"

namespace heapgraph {

class NameTable;
class ObjectIndex;
struct Vocabulary;

/// Number of a name in the table of its snapshot.
enum class NameId : std::uint32_t { none = 0xffffffff };

constexpr std::size_t index(NameId id) {
  return static_cast<std::size_t>(id);
}

/// Position of an object in its snapshot: the order of the dump, from 0.
enum class ObjectId : std::uint32_t { none = 0xffffffff };

constexpr std::size_t index(ObjectId id) {
  return static_cast<std::size_t>(id);
}

/// Position of a type in the vocabulary of the snapshot.
enum class TypeId : std::uint8_t {};

/// Position of a kind of reference in the vocabulary of the snapshot.
enum class EdgeKind : std::uint8_t {};

/// Types of one colour in the picture: position in the vocabulary's table of colours.
enum class ColourGroup : std::uint8_t {};

/// How an object is written in words.
enum class ObjectForm : std::uint8_t {
  plain,  ///< thread at game.luau:40
  text,   ///< string "Sword"
  code    ///< function update (game.luau:12)
};

/// Where something is in the source of a program.
struct Place {
  NameId source = NameId::none;
  std::uint32_t line = 0;
};

/// One reference, as `Snapshot::edges` yields it.
struct Edge {
  /// `none` where the dump names an identifier that is no object of it.
  ObjectId target = ObjectId::none;
  /// `none` where the target is put on the holder's own tree node. May be a path (`Snapshot::path_of`).
  NameId name = NameId::none;
  EdgeKind kind{};
  bool weak = false;    ///< the collector does not follow it
  bool retains = true;  ///< counts for dominators and retained sizes
};

struct Root {
  NameId name = NameId::none;
  ObjectId object = ObjectId::none;
  std::uint8_t rank = 0;  ///< roots of a lower rank are walked to the end first
};

/// What reading a dump met and passed over or put right.
struct LoadReport {
  /// A defect that a runtime is known to write, and how often it was put right.
  struct Repair {
    std::string_view what;
    std::uint64_t count = 0;
  };
  std::vector<Repair> repairs;
  std::uint64_t unreadable_lines = 0;  ///< lines left out
  std::uint64_t first_line = 0;        ///< of all those above; 0 if there are none
  std::uint64_t first_column = 0;
  std::string first_problem;
  std::uint64_t dangling = 0;       ///< references to an address that is no object of the dump
  std::uint64_t unknown_types = 0;  ///< objects of a type this version does not know; their size counts
  std::uint64_t duplicates = 0;     ///< objects at an address that an earlier one has; left out

  std::uint64_t repaired() const {
    std::uint64_t count = 0;
    for (const Repair& repair : repairs) count += repair.count;
    return count;
  }
};

/// A heap as a graph in compressed-sparse-row form: the edges of object `i` are consecutive and in the order
/// of the walk (see `place_by_first_path`). Sizes are bytes as the VM accounts them.
/// About 22 bytes an object, 9 an edge, and the text of the distinct names.
class HEAPGRAPH_API Snapshot {
 public:
  class EdgeIterator;
  class EdgeRange;

  /// The byte in which a snapshot keeps a kind of reference and what else is known of one.
  static constexpr std::uint8_t packed_kind(EdgeKind kind, bool weak, bool retains) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(kind) | (weak ? weak_bit : 0U) |
                                     (retains ? 0U : unretained_bit));
  }

  std::size_t object_count() const { return sizes_.size(); }
  std::size_t edge_count() const { return links_.size(); }

  /// The address of an object, or the number by which its dump calls it.
  std::uint64_t identifier(ObjectId id) const;
  TypeId type(ObjectId id) const { return types_[index(id)]; }
  std::uint8_t category(ObjectId id) const { return categories_[index(id)]; }
  std::uint64_t size(ObjectId id) const {
    const std::uint32_t size = sizes_[index(id)];
    return size != large ? size : large_size(id);
  }
  /// The name or the text of an object by itself; may be `none`.
  NameId label(ObjectId id) const { return labels_[index(id)]; }

  /// Where an object is in the source of the program, its own place or that of the object that the vocabulary
  /// names; empty if it has none. O(edges of the object + log objects).
  Place place(ObjectId id) const;

  /// The name of the class of an object, `none` if none is known. O(log objects).
  NameId class_name(ObjectId id) const;

  /// The references of an object, in the order of the walk; none if they were not loaded. O(1).
  EdgeRange edges(ObjectId id) const;

  /// Asks the memory for where the references of an object begin, some objects before they are needed; then,
  /// nearer to the need, for the references themselves. Changes nothing.
  void prefetch(ObjectId id) const;
  void prefetch_edges(ObjectId id) const;

  /// The object with an identifier, `none` if there is none. O(1).
  ObjectId find(std::uint64_t identifier) const;

  /// The roots in the order of the dump.
  const std::vector<Root>& roots() const { return roots_; }

  /// The text of a name, of a path that of its own name; "" for `none`.
  std::string_view text(NameId name) const;
  /// The name of a reference by itself, without the path by which its target sits below the holder.
  NameId own_name(NameId name) const;
  /// The names by which the target of a reference of that name sits below the holder: one for a plain name, none
  /// if it sits on the holder's own tree node. Refers to the argument or to the snapshot.
  std::span<const NameId> path_of(const NameId& name) const;
  /// Every name of this dump; trees made from the snapshot share it.
  const std::shared_ptr<const NameTable>& names() const { return names_; }
  const std::shared_ptr<const Vocabulary>& vocabulary() const { return vocabulary_; }
  /// What the runtime calls a type.
  std::string_view name_of(TypeId type) const;
  /// What heapgraph calls a kind of reference of the runtime.
  std::string_view name_of(EdgeKind kind) const;
  /// The name of a memory category, also where the dump has none.
  NameId category_name(std::uint8_t category) const { return category_names_[category]; }

  /// The total that the dump itself declares, if it does.
  std::optional<std::uint64_t> declared_bytes() const { return declared_bytes_; }
  const LoadReport& report() const { return report_; }

 private:
  friend class SnapshotBuilder;
  Snapshot() = default;

  static constexpr std::uint8_t weak_bit = 0x80;
  static constexpr std::uint8_t unretained_bit = 0x40;
  static constexpr std::uint8_t kind_bits = 0x3f;

  /// Stands in `sizes_` for an object of this size or more, which has an entry in `large_sizes_`.
  static constexpr std::uint32_t large = 0xffffffff;
  std::uint64_t large_size(ObjectId id) const;

  std::shared_ptr<const ObjectIndex> index_;
  std::vector<std::uint32_t> sizes_;
  /// In the order of the objects.
  std::vector<std::pair<ObjectId, std::uint64_t>> large_sizes_;
  std::vector<NameId> labels_;
  // Of the objects that have one, in their order.
  std::vector<std::pair<ObjectId, Place>> places_;
  std::vector<std::pair<ObjectId, NameId>> class_names_;
  std::vector<TypeId> types_;
  std::vector<std::uint8_t> categories_;
  /// `first_edges_[i]` to `first_edges_[i + 1]` are the edges of object i.
  std::vector<std::size_t> first_edges_;
  /// Target in the low, name in the high 32 bits: while the builder reads the dump, the same cells hold the
  /// addresses, so that resolving them needs no second array.
  std::vector<std::uint64_t> links_;
  std::vector<std::uint8_t> kinds_;
  std::vector<Root> roots_;
  std::vector<NameId> category_names_;
  std::shared_ptr<const NameTable> names_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::optional<std::uint64_t> declared_bytes_;
  LoadReport report_;
};

/// Walks over the packed edges of one object and unpacks each.
class Snapshot::EdgeIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Edge;
  using difference_type = std::ptrdiff_t;
  using pointer = const Edge*;
  using reference = Edge;

  EdgeIterator(const std::uint64_t* link, const std::uint8_t* kind) : link_(link), kind_(kind) {}

  Edge operator*() const {
    return {static_cast<ObjectId>(*link_ & 0xffffffffU), static_cast<NameId>(*link_ >> 32U),
            static_cast<EdgeKind>(*kind_ & kind_bits), (*kind_ & weak_bit) != 0,
            (*kind_ & unretained_bit) == 0};
  }
  EdgeIterator& operator++() {
    ++link_;
    ++kind_;
    return *this;
  }
  EdgeIterator& operator--() {
    --link_;
    --kind_;
    return *this;
  }
  bool operator==(const EdgeIterator& other) const { return link_ == other.link_; }

 private:
  const std::uint64_t* link_;
  const std::uint8_t* kind_;
};

class Snapshot::EdgeRange {
 public:
  EdgeRange(EdgeIterator begin, EdgeIterator end) : begin_(begin), end_(end) {}
  EdgeIterator begin() const { return begin_; }
  EdgeIterator end() const { return end_; }
  bool is_empty() const { return begin_ == end_; }
  /// The last one of some.
  Edge back() const { return *--EdgeIterator(end_); }

 private:
  EdgeIterator begin_;
  EdgeIterator end_;
};

inline Snapshot::EdgeRange Snapshot::edges(ObjectId id) const {
  if (first_edges_.empty()) return {{nullptr, nullptr}, {nullptr, nullptr}};
  const std::size_t first = first_edges_[index(id)];
  const std::size_t last = first_edges_[index(id) + 1];
  return {{links_.data() + first, kinds_.data() + first}, {links_.data() + last, kinds_.data() + last}};
}

inline void Snapshot::prefetch([[maybe_unused]] ObjectId id) const {
#if defined(__GNUC__)
  if (!first_edges_.empty()) __builtin_prefetch(&first_edges_[index(id)]);
#endif
}

inline void Snapshot::prefetch_edges([[maybe_unused]] ObjectId id) const {
#if defined(__GNUC__)
  if (first_edges_.empty()) return;
  const std::size_t first = first_edges_[index(id)];
  __builtin_prefetch(links_.data() + first);
  __builtin_prefetch(kinds_.data() + first);
#endif
}

}  // namespace heapgraph
