// SPDX-License-Identifier: MIT
// A heap dump in memory: objects, references, roots and categories. It is immutable once loaded.
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
struct SnapshotParts;
struct Vocabulary;

/// Number of a name in the table of its snapshot.
enum class NameId : std::uint32_t { none = 0xffffffff };

constexpr std::size_t index(NameId id) {
  return static_cast<std::size_t>(id);
}

/// Position of an object in its snapshot, which is its position in the dump, from 0.
enum class ObjectId : std::uint32_t { none = 0xffffffff };

constexpr std::size_t index(ObjectId id) {
  return static_cast<std::size_t>(id);
}

/// Position of a type in the vocabulary of the snapshot.
enum class TypeId : std::uint8_t {};

/// Position of a kind of reference in the vocabulary of the snapshot.
enum class EdgeKind : std::uint8_t {};

/// Position of a colour in the vocabulary. Types of one colour group look alike in the picture.
enum class ColourGroup : std::uint8_t {};

/// How an object is described in words, with an example of each form.
enum class ObjectForm : std::uint8_t {
  plain,  ///< thread at game.luau:40
  text,   ///< string "Sword"
  code    ///< function update (game.luau:12)
};

/// A place in the source of a program. `source` is `none` if the place is unknown; lines count from 1.
struct Place {
  NameId source = NameId::none;
  std::uint32_t line = 0;
};

/// One reference, as `Snapshot::edges` yields it.
struct Edge {
  /// `none` if the dump refers to an identifier that no object has.
  ObjectId target = ObjectId::none;
  /// `none` if the target is put on the referrer's own tree node. The name may be a path (see
  /// `Snapshot::path_of`).
  NameId name = NameId::none;
  EdgeKind kind{};
  bool weak = false;    ///< the collector does not follow it
  bool retains = true;  ///< dominators and retained sizes take it into account
};

/// A GC root.
struct Root {
  NameId name = NameId::none;
  ObjectId object = ObjectId::none;
  std::uint8_t rank = 0;  ///< a walk ends below roots of a lower rank before it begins at the next
  /// False if the root only names where a walk begins, and a reference retains the object anyway.
  bool retains = true;
};

/// Damage that was repaired or passed over while a dump was read.
struct LoadReport {
  /// A defect that a runtime is known to write, and how often it was repaired.
  struct Repair {
    std::string_view what;
    std::uint64_t count = 0;
  };
  std::vector<Repair> repairs;
  std::uint64_t unreadable_lines = 0;  ///< number of lines left out
  std::uint64_t first_line = 0;        ///< place of the first repair or unreadable line; 0 if there is none
  std::uint64_t first_column = 0;
  std::string first_problem;
  std::uint64_t dangling = 0;       ///< references to an identifier that no object has
  std::uint64_t unknown_types = 0;  ///< objects of a type this version does not know; their sizes count
  std::uint64_t duplicates = 0;     ///< objects left out because an earlier one has their identifier
  std::uint64_t long_names = 0;     ///< names of which a hash stands for the end (`Bounds::name_bytes`)
  std::uint64_t text_bytes = 0;     ///< size of the text of the dump, unpacked

  /// Number of repairs of all kinds.
  std::uint64_t repaired() const {
    std::uint64_t count = 0;
    for (const Repair& repair : repairs) count += repair.count;
    return count;
  }
};

/// A heap as a graph in compressed-sparse-row form: the edges of object `i` are consecutive, in the order
/// in which a breadth-first walk follows them (see `place_by_path`). Sizes are bytes as the runtime
/// accounts them. A snapshot takes about 18 bytes an object, 9 bytes an edge, and the text of the distinct
/// names.
class HEAPGRAPH_API Snapshot {
 public:
  class EdgeIterator;
  class EdgeRange;

  // Parts of the byte that stores the kind of a reference and its flags.
  static constexpr std::uint8_t weak_bit = 0x80;
  static constexpr std::uint8_t unretained_bit = 0x40;
  static constexpr std::uint8_t kind_bits = 0x3f;
  static constexpr std::uint8_t packed_kind(EdgeKind kind, bool weak, bool retains) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(kind) | (weak ? weak_bit : 0U) |
                                     (retains ? 0U : unretained_bit));
  }

  std::size_t object_count() const { return sizes_.size(); }
  std::size_t edge_count() const { return links_.size(); }

  /// Address of an object, or the number by which its dump refers to it. O(1).
  std::uint64_t identifier(ObjectId id) const;
  TypeId type(ObjectId id) const { return types_[index(id)]; }
  std::uint8_t category(ObjectId id) const { return categories_[index(id)]; }
  /// Shallow size of an object in bytes. O(1), but O(log objects) for objects of 4 GiB or more.
  std::uint64_t size(ObjectId id) const {
    const std::uint32_t size = sizes_[index(id)];
    return size != large ? size : large_size(id);
  }
  /// Name or text of the object itself; may be `none`.
  NameId label(ObjectId id) const { return labels_[index(id)]; }

  /// Place of an object in the source of the program: its own, or that of the object to which the
  /// vocabulary refers (`TypeInfo::place_of`). Empty if it has none. O(edges of the object + log objects).
  Place place(ObjectId id) const;

  /// Name of the class of an object; `none` if unknown. O(log objects).
  NameId class_name(ObjectId id) const;

  /// References of an object, in the order of the walk; empty if they were not loaded. O(1).
  EdgeRange edges(ObjectId id) const;

  /// Position of the first reference of an object among all references of the snapshot, if they were loaded.
  /// Those of one object are consecutive. O(1).
  std::size_t first_edge(ObjectId id) const { return first_edges_[index(id)]; }

  /// The reference at a position, which must be smaller than `edge_count()`. O(1).
  Edge edge_at(std::size_t position) const;

  /// Cache hints for a walk, which change nothing. `prefetch` asks for the position of an object's
  /// references and is called some objects ahead; `prefetch_edges` asks for the references and is called
  /// shortly before they are needed.
  void prefetch(ObjectId id) const;
  void prefetch_edges(ObjectId id) const;

  /// Object with an identifier; `none` if there is none. O(1) on average.
  ObjectId find(std::uint64_t identifier) const;

  /// The roots in the order of the dump.
  const std::vector<Root>& roots() const { return roots_; }

  /// Text of a name. For a path it is the text of its own name, for `none` it is "".
  std::string_view text(NameId name) const;
  /// Name of a reference, without the path by which its target sits below the referrer.
  NameId own_name(NameId name) const;
  /// Names of the nodes by which the target of a reference sits below its referrer: one for a plain name,
  /// none if the target sits on the referrer's own tree node. Refers to the argument or to the snapshot.
  std::span<const NameId> path_of(const NameId& name) const;
  /// All names of the dump. Trees made from the snapshot share the table.
  const std::shared_ptr<const NameTable>& names() const { return names_; }
  const std::shared_ptr<const Vocabulary>& vocabulary() const { return vocabulary_; }
  /// Name that the runtime gives to a type.
  std::string_view name_of(TypeId type) const;
  /// Name that heapgraph gives to a kind of reference.
  std::string_view name_of(EdgeKind kind) const;
  /// Name of a memory category, made from its number if the dump gives none.
  NameId category_name(std::uint8_t category) const { return category_names_[category]; }

  /// Number of references from a root to an object, by the rules of the runtime's own tools; empty unless
  /// they were asked for (`LoadOptions::distances`) and the runtime has such rules.
  const std::vector<std::uint32_t>& distances() const { return distances_; }
  /// The object that stands for all roots together, if the dump has one. It retains everything.
  ObjectId root_object() const { return root_object_; }

  /// Total bytes that the dump itself declares, if it does.
  std::optional<std::uint64_t> declared_bytes() const { return declared_bytes_; }
  const LoadReport& report() const { return report_; }

  /// Copy without references, and so without the places that are found through them. It is about half as
  /// large. O(objects).
  Snapshot without_references() const;

 private:
  friend class SnapshotBuilder;
  friend Snapshot join_parts(SnapshotParts&& parts);
  Snapshot() = default;

  /// Marks in `sizes_` an object of this size or more, whose size is in `large_sizes_`.
  static constexpr std::uint32_t large = 0xffffffff;
  std::uint64_t large_size(ObjectId id) const;

  std::shared_ptr<const ObjectIndex> index_;
  std::vector<std::uint32_t> sizes_;
  /// Sorted by object.
  std::vector<std::pair<ObjectId, std::uint64_t>> large_sizes_;
  std::vector<NameId> labels_;
  // Entries of the objects that have one, sorted by object.
  std::vector<std::pair<ObjectId, Place>> places_;
  std::vector<std::pair<ObjectId, NameId>> class_names_;
  std::vector<TypeId> types_;
  std::vector<std::uint8_t> categories_;
  /// The edges of object `i` begin at `first_edges_[i]` and end before `first_edges_[i + 1]`.
  std::vector<std::uint32_t> first_edges_;
  /// Target in the low 32 bits, name in the high 32 bits. While the builder reads the dump, the same cells
  /// hold identifiers, so that resolving them needs no second array.
  std::vector<std::uint64_t> links_;
  std::vector<std::uint8_t> kinds_;
  std::vector<Root> roots_;
  std::vector<NameId> category_names_;
  std::shared_ptr<const NameTable> names_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::optional<std::uint64_t> declared_bytes_;
  std::vector<std::uint32_t> distances_;
  ObjectId root_object_ = ObjectId::none;
  LoadReport report_;
};

/// Iterates over the packed edges of one object and unpacks each.
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

/// The edges of one object.
class Snapshot::EdgeRange {
 public:
  EdgeRange(EdgeIterator begin, EdgeIterator end) : begin_(begin), end_(end) {}
  EdgeIterator begin() const { return begin_; }
  EdgeIterator end() const { return end_; }
  bool is_empty() const { return begin_ == end_; }
  /// Last edge; the range must not be empty.
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

inline Edge Snapshot::edge_at(std::size_t position) const {
  return *EdgeIterator(links_.data() + position, kinds_.data() + position);
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
