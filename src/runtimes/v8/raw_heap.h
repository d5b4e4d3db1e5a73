// SPDX-License-Identifier: MIT
// The nodes and edges of a snapshot as columns, before the rules of the engine are applied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "heapgraph/snapshot.h"
#include "runtimes/v8/layout.h"
#include "runtimes/v8/number_array.h"
#include "runtimes/v8/number_parser.h"

namespace heapgraph::v8 {

/// Position of a node in its snapshot.
using Ordinal = std::uint32_t;

/// Number of a string in its snapshot.
using StringId = std::uint32_t;

/// Shallow sizes of nodes in bytes. Few do not fit into 32 bits.
class Sizes {
 public:
  void reserve(std::size_t count);
  void push_back(std::uint64_t size);
  std::size_t size() const { return small_.size(); }
  std::uint64_t operator[](Ordinal node) const {
    return small_[node] != large ? small_[node] : large_.at(node);
  }
  void set(Ordinal node, std::uint64_t size);

  std::vector<std::uint32_t> take_small() { return std::move(small_); }
  const std::map<Ordinal, std::uint64_t>& large_sizes() const { return large_; }

 private:
  static constexpr std::uint32_t large = 0xffffffff;
  std::vector<std::uint32_t> small_;
  std::map<Ordinal, std::uint64_t> large_;
};

/// Whether a node of the embedder is still part of a document.
enum class Detachedness : std::uint8_t { unknown, attached, detached };

/// Source of a function or an object.
struct Location {
  Ordinal node = 0;
  Ordinal script = 0;  ///< node of the script, 0 if the snapshot does not tell
  std::uint32_t line = 0;
};

/// An edge: its target in the low 32 bits, its string or index in the high ones.
using Link = std::uint64_t;
inline Ordinal target_of(Link link) {
  return static_cast<Ordinal>(link & 0xffffffffU);
}
inline std::uint32_t name_of(Link link) {
  return static_cast<std::uint32_t>(link >> 32U);
}

// Parts of a packed kind (`Snapshot::packed_kind`).
inline EdgeKind kind_of(std::uint8_t packed) {
  return static_cast<EdgeKind>(packed & Snapshot::kind_bits);
}
inline bool counts(std::uint8_t packed) {
  return (packed & (Snapshot::weak_bit | Snapshot::unretained_bit)) == 0;
}
inline std::uint8_t as_weak(std::uint8_t packed) {
  return static_cast<std::uint8_t>(packed | Snapshot::weak_bit);
}
inline std::uint8_t without_retaining(std::uint8_t packed) {
  return static_cast<std::uint8_t>(packed | Snapshot::unretained_bit);
}

/// Columns by node and by edge.
struct RawHeap {
  std::vector<std::uint32_t> ids;
  std::vector<TypeId> types;
  std::vector<StringId> names;
  Sizes sizes;
  std::vector<std::pair<Ordinal, Detachedness>> detachedness;  ///< of the nodes of which it is known
  std::vector<std::uint32_t> first_edges;  ///< as in a Snapshot; one more than there are nodes
  std::vector<Link> links;
  std::vector<std::uint8_t> kinds;  ///< as `Snapshot::packed_kind` makes them
  std::vector<Location> locations;
  StringId string_count = 0;  ///< one more than the largest number of a string

  std::size_t node_count() const { return types.size(); }
};

/// What takes the numbers of an array part after part. A part may end within a record.
class RecordTaker {
 public:
  bool is_at_record_end() const { return begun_.empty(); }

 protected:
  RecordTaker(const Layout& layout, RawHeap& heap) : layout_(layout), heap_(heap) {}

  const Layout& layout_;
  RawHeap& heap_;
  std::vector<std::uint64_t> begun_;  ///< fields of a record whose other fields are in the next part
};

/// Takes the numbers of `nodes`. Throws a WrongNumber for one that makes no sense, as the others do.
class NodeTaker : public RecordTaker {
 public:
  NodeTaker(const Layout& layout, RawHeap& heap) : RecordTaker(layout, heap) { heap.first_edges = {0}; }
  void take(const Numbers& numbers);

 private:
  template <class Row>
  void take_row(const Row& row, std::size_t position);
};

/// Takes the numbers of `edges`, after the nodes.
class EdgeTaker : public RecordTaker {
 public:
  EdgeTaker(const Layout& layout, RawHeap& heap) : RecordTaker(layout, heap) {}
  void take(const Numbers& numbers);

 private:
  template <class Row>
  void take_row(const Row& row, std::size_t position);
};

/// Takes the numbers of `locations`, after the nodes.
class LocationTaker : public RecordTaker {
 public:
  LocationTaker(const Layout& layout, RawHeap& heap) : RecordTaker(layout, heap) {}
  void take(const Numbers& numbers);
};

}  // namespace heapgraph::v8
