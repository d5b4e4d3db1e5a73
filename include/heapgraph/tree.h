// SPDX-License-Identifier: MIT
// The tree of names with the weight of each node, and the columns of numbers beside it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// An amount of memory: bytes, and the number of objects that hold them.
struct Cost {
  std::uint64_t bytes = 0;
  std::uint64_t objects = 0;

  Cost& operator+=(const Cost& other) {
    bytes += other.bytes;
    objects += other.objects;
    return *this;
  }
  bool operator==(const Cost&) const = default;
  bool is_nothing() const { return bytes == 0 && objects == 0; }
};

/// The difference of two amounts, which may be negative.
struct Change {
  std::int64_t bytes = 0;
  std::int64_t objects = 0;

  bool operator==(const Change&) const = default;
};

/// `after` minus `before`.
HEAPGRAPH_API Change change_between(const Cost& before, const Cost& after);

/// Position of a node in a `Tree`. The root is 0, and parents come before their children.
enum class NodeId : std::uint32_t { root = 0, none = 0xffffffff };

/// Position of a node in a tree that is folded, in the same order.
enum class FoldedId : std::uint32_t { root = 0, none = 0xffffffff };

constexpr std::size_t index(NodeId id) {
  return static_cast<std::size_t>(id);
}
constexpr std::size_t index(FoldedId id) {
  return static_cast<std::size_t>(id);
}

/// Text of a plain name in a table; "" for `none`. O(1).
HEAPGRAPH_API std::string_view name_in(const NameTable& names, NameId name);

/// One node of a tree. `Id` is `NodeId` or `FoldedId`.
template <class Id>
struct TreeNodeOf {
  Id parent = Id::none;
  std::uint32_t depth = 0;  ///< 0 for the root
  NameId name = NameId::none;
  ColourGroup content{};  ///< colour of most of the bytes of the node's own objects
  Cost self;              ///< the node's own objects
  Cost total;             ///< the node's own objects and those of all nodes below
};

/// A tree of names with its nodes in pre-order and siblings by falling total bytes, then by name. Nodes
/// without weight are left out, except the root, whose name is `none`. If two heaps are compared by path,
/// the weight of a node is the absolute value of its change.
template <class Id>
struct TreeOf {
  using Node = TreeNodeOf<Id>;

  std::vector<Node> nodes;
  std::shared_ptr<const NameTable> names;
  std::shared_ptr<const Vocabulary> vocabulary;

  std::string_view name(Id id) const { return name_in(*names, nodes[index(id)].name); }
  const Node& root() const { return nodes.front(); }
};

using TreeNode = TreeNodeOf<NodeId>;
using Tree = TreeOf<NodeId>;
/// A tree in which one node may stand for many: for a chain of repeating names, named by all names of the
/// cycle (`left/right`), or for siblings that are the entries of a dictionary, named by a pattern
/// (`entity_*`).
using FoldedNodes = TreeOf<FoldedId>;

/// Bytes by node: those of its own objects, and those including all nodes below. Empty unless asked for.
struct ByteColumn {
  std::vector<std::uint64_t> self;
  std::vector<std::uint64_t> total;

  bool empty() const { return total.empty(); }
  std::uint64_t whole() const { return empty() ? 0 : total.front(); }
};

/// Live memory at the path of each node in each of several heaps, oldest first. Empty unless asked for.
struct Series {
  std::size_t heaps = 0;
  std::vector<Cost> self;   ///< `heaps` entries for each node
  std::vector<Cost> total;  ///< `heaps` entries for each node

  bool empty() const { return heaps == 0; }
  template <class Id>
  std::span<const Cost> self_of(Id node) const {
    return of(self, index(node));
  }
  template <class Id>
  std::span<const Cost> total_of(Id node) const {
    return of(total, index(node));
  }

 private:
  std::span<const Cost> of(const std::vector<Cost>& costs, std::size_t node) const {
    return std::span(costs).subspan(node * heaps, heaps);
  }
};

/// Average increase from heap to heap in bytes, rounded; none if the series does not grow in every
/// interval. O(heaps).
HEAPGRAPH_API std::optional<std::uint64_t> slope_of(std::span<const Cost> series);

/// Change from the first heap to the last; the series must not be empty.
HEAPGRAPH_API Change change_of(std::span<const Cost> series);

/// Columns of numbers by node of a tree. A column is empty unless the question asks for it.
struct TreeColumns {
  ByteColumn growth;  ///< part of the weight by which kept objects grew
  ByteColumn more;    ///< comparison by path: part of the weight at nodes that hold more than before
  /// Bytes that would be freed with the node's own objects alone. Retained sizes of different nodes may
  /// overlap.
  std::vector<std::uint64_t> retained;
  Series series;

  /// Column that the picture shows as a bar in each frame.
  const ByteColumn& bar() const { return more.empty() ? growth : more; }
};

}  // namespace heapgraph
