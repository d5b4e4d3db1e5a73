// SPDX-License-Identifier: MIT
// A heap dump in memory: objects, the references between them, roots and categories. Immutable once loaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heapgraph/api.h"

namespace heapgraph {

class NameTable;
class ObjectIndex;

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

/// What a Luau VM calls the type of a heap object. `unknown` is a type that a newer VM may write.
enum class ObjectType : std::uint8_t {
  string,
  table,
  function,
  userdata,
  thread,
  proto,
  upvalue,
  buffer,
  class_,
  object,
  unknown
};

inline constexpr std::size_t object_type_count = 11;

/// The name of a type as the dump writes it.
HEAPGRAPH_API std::string_view name_of(ObjectType type);

/// Objects of this type have a source and a line in it.
constexpr bool has_source_line(ObjectType type) {
  return type == ObjectType::proto || type == ObjectType::thread;
}

/// How a holder refers to a target. The comment says what `Edge::name` is for that kind, if it has one.
enum class EdgeKind : std::uint8_t {
  table_key,           // the key of a pair
  table_field,         // the value under a string key; the text of the key
  table_value,         // the value under any other key
  array_item,          // in the array part of a table
  metatable,           // `__meta`
  env,                 // `__env`
  proto,               // `__proto`
  upvalue,             // the `source` of the function's proto, "" if it has none
  stack_slot,          // an unnamed slot of a thread's stack
  stack_frame,         // the slot of a function; the name of the frame that begins here
  stack_local,         // a slot with a local variable; its name
  constant,            // of a proto
  nested_proto,        // of a proto
  captured,            // the value an upvalue object holds
  super,               // `__super`
  class_member,        // names and static members of a class
  instance_metatable,  // `__meta`
  member_offsets,      // of a class
  class_of,            // `__class`
  member               // of an object
};

inline constexpr std::size_t edge_kind_count = static_cast<std::size_t>(EdgeKind::member) + 1;

/// One reference, as `Snapshot::edges` yields it.
struct Edge {
  /// `none` where the dump names an address that is no object of it, or a frame's slot holds no heap object.
  ObjectId target = ObjectId::none;
  /// `none` where the target is put on the holder's own tree node.
  NameId name = NameId::none;
  EdgeKind kind = EdgeKind::table_key;
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
  std::uint64_t raw_names = 0;  ///< lines repaired: names written as they are, with quotes or other bytes
  std::uint64_t broken_classes =
      0;  ///< lines repaired: class names without quotes, a list without its bracket
  std::uint64_t missing_values = 0;    ///< vectors, for which the VM writes nothing; no objects
  std::uint64_t unreadable_lines = 0;  ///< lines left out
  std::uint64_t first_line = 0;        ///< of all those above; 0 if there are none
  std::uint64_t first_column = 0;
  std::string first_problem;
  std::uint64_t dangling = 0;       ///< references to an address that is no object of the dump
  std::uint64_t unknown_types = 0;  ///< objects of a type this version does not know; their size counts
  std::uint64_t duplicates = 0;     ///< objects at an address that an earlier one has; left out

  std::uint64_t repaired() const { return raw_names + broken_classes + missing_values; }
};

/// A heap as a graph in compressed-sparse-row form: the edges of object `i` are consecutive and in the order
/// of the walk (see `docs` of `place_by_first_path`). Sizes are bytes as the VM accounts them.
/// About 22 bytes an object, 9 an edge, and the text of the distinct names.
class HEAPGRAPH_API Snapshot {
 public:
  class EdgeIterator;
  class EdgeRange;

  std::size_t object_count() const { return sizes_.size(); }
  std::size_t edge_count() const { return links_.size(); }

  /// The address of an object, or the number by which its dump calls it.
  std::uint64_t identifier(ObjectId id) const;
  ObjectType type(ObjectId id) const { return types_[index(id)]; }
  std::uint8_t category(ObjectId id) const { return categories_[index(id)]; }
  std::uint64_t size(ObjectId id) const {
    const std::uint32_t size = sizes_[index(id)];
    return size != large ? size : large_size(id);
  }
  /// The text of a string, the name of a function or class, the source of a thread or proto; else `none`.
  NameId label(ObjectId id) const { return labels_[index(id)]; }

  /// The line in its source at which a proto begins or a thread is; 0 for other objects. O(log objects).
  std::uint32_t line(ObjectId id) const;

  /// The references of an object, in the order of the walk; none if they were not loaded. O(1).
  EdgeRange edges(ObjectId id) const;

  /// The object with an identifier, `none` if there is none. O(1).
  ObjectId find(std::uint64_t identifier) const;

  /// The roots in the order of the dump.
  const std::vector<Root>& roots() const { return roots_; }

  std::string_view text(NameId name) const;
  /// Every name of this dump; trees made from the snapshot share it.
  const std::shared_ptr<const NameTable>& names() const { return names_; }
  /// The name of a memory category, `category N` where the dump has none.
  NameId category_name(std::uint8_t category) const { return category_names_[category]; }

  /// The VM's own total (`stats.size`), if the dump has one.
  std::optional<std::uint64_t> declared_bytes() const { return declared_bytes_; }
  const LoadReport& report() const { return report_; }

 private:
  friend class SnapshotBuilder;
  Snapshot() = default;

  /// Stands in `sizes_` for an object of this size or more, which has an entry in `large_sizes_`.
  static constexpr std::uint32_t large = 0xffffffff;
  std::uint64_t large_size(ObjectId id) const;

  std::shared_ptr<const ObjectIndex> index_;
  std::vector<std::uint32_t> sizes_;
  /// In the order of the objects.
  std::vector<std::pair<ObjectId, std::uint64_t>> large_sizes_;
  std::vector<NameId> labels_;
  /// Of the objects that have a line, which are few, in their order.
  std::vector<std::pair<ObjectId, std::uint32_t>> lines_;
  std::vector<ObjectType> types_;
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

  // A packed kind has 64 values and two bits that mark a weak edge and one that does not retain.
  static constexpr std::uint8_t weak_bit = 0x80;
  static constexpr std::uint8_t unretained_bit = 0x40;
  static constexpr std::uint8_t kind_bits = 0x3f;

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

}  // namespace heapgraph
