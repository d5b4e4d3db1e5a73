// SPDX-License-Identifier: MIT
// The tree of names: where each object sits (Placement), and how much is there (Tree).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/diff.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Position of a node in its placement or tree. The root is 0, and parents come before their children.
enum class NodeId : std::uint32_t { root = 0, none = 0xffffffff };

constexpr std::size_t index(NodeId id) {
  return static_cast<std::size_t>(id);
}

/// Says on which node each object sits, whatever it counts.
struct Placement {
  struct Node {
    NodeId parent = NodeId::none;
    NameId name = NameId::none;
  };
  std::vector<Node> nodes;      ///< siblings have different names
  std::vector<NodeId> node_of;  ///< of every object; `none` if no root reaches it
  std::shared_ptr<const NameTable> names;
};

/// By what objects are placed (`--tree`).
enum class TreeKind : std::uint8_t {
  paths,      ///< each object at the first path that reaches it
  dominators  ///< each object under the one that must go for it to be freed
};

inline constexpr std::array tree_kinds = {TreeKind::paths, TreeKind::dominators};

/// As the command line and the reports name it.
HEAPGRAPH_API std::string_view name_of(TreeKind kind);

/// The last reference on an object's first path.
struct FirstStep {
  ObjectId holder = ObjectId::none;  ///< `none` if it is a root, or no root reaches it
  NameId name = NameId::none;        ///< of the reference, as `Edge::name`, or of the root
  EdgeKind kind{};
};

/// Of every object. They are a tree of shortest paths.
using FirstSteps = std::vector<FirstStep>;

/// Each object sits where a breadth-first walk from the roots, in the order of the dump, first reaches it.
/// Weak references are walked too if `follow_weak`. `steps`, if asked for, say by what each was reached.
/// O(objects + edges).
HEAPGRAPH_API Placement place_by_first_path(const Snapshot& snapshot, bool follow_weak,
                                            FirstSteps* steps = nullptr);

/// Which memory categories get a level of their own under the root (`--split`).
enum class Split : std::uint8_t {
  none,
  custom,  ///< those that the program made; the others, which the VM and its libraries use, count as one
  all
};

/// The same placement with a first level by memory category. Categories of one name share a node.
HEAPGRAPH_API Placement split_by_category(const Placement& placement, const Snapshot& snapshot, Split split);

struct TreeNode {
  NodeId parent = NodeId::none;
  std::uint32_t depth = 0;  ///< of the root: 0
  NameId name = NameId::none;
  ColourGroup content{};  ///< of which most of the bytes of its own objects are
  Cost self;              ///< of its own objects
  Cost total;             ///< self and all below
};

/// A placement times a cost. Nodes stand in pre-order, siblings by falling total bytes, then by name; nodes
/// that hold nothing are left out, the root (whose name is `none`) is not.
struct Tree {
  std::vector<TreeNode> nodes;
  std::shared_ptr<const NameTable> names;
  std::shared_ptr<const Vocabulary> vocabulary;

  std::string_view name(NodeId id) const;
  const TreeNode& root() const { return nodes.front(); }
};

/// `position_of`, if asked for, is the node in the tree of each node of the placement, `none` if it is left
/// out. O(objects + nodes log nodes).
HEAPGRAPH_API Tree build_tree(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of,
                              std::vector<NodeId>* position_of = nullptr);

/// How the objects of a snapshot add up: reached + unreached is all of them.
struct Summary {
  Cost counted;    ///< reached, under the measure
  Cost reached;    ///< all that a root reaches
  Cost unreached;  ///< what the collector keeps by roots of its own, which a dump does not name
};

HEAPGRAPH_API Summary summarize(const Placement& placement, const Snapshot& snapshot, const CostOf& cost_of);

}  // namespace heapgraph
