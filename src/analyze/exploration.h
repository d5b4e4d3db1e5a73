// SPDX-License-Identifier: MIT
// All trees of an answer, with the objects on their nodes and what keeps these alive, for a person who looks
// around.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/question.h"
#include "heapgraph/report.h"
#include "heapgraph/tree.h"
#include "tree/fold_tree.h"

namespace heapgraph {

/// What a tree of an exploration shows.
enum class Explored : std::uint8_t {
  growth,  ///< new objects, and the bytes by which kept ones grew; of a series, what stays
  freed,   ///< objects of the first dump that the last one does not have
  live,    ///< all objects of the last dump
  change   ///< what the nodes hold more or less, compared by path
};

/// Name of what is shown, in the page and its address.
std::string_view name_of(Explored shown);

/// An object that is listed, or that a first path to a listed one leads through, and the reference that leads
/// to it.
struct ExploredLink {
  static constexpr std::uint32_t none = 0xffffffff;

  std::uint32_t parent = none;  ///< position of the link before it; `none` for a root and where none reaches
  std::uint64_t left_out = 0;   ///< number of links between it and its parent that are not listed
  std::string edge;  ///< the reference as code, or the name of the root; empty if no root reaches it
  bool is_reached = true;
  ObjectFacts object;
};

/// An object that is listed at a node of at least one tree.
struct ExploredObject {
  std::uint32_t link = 0;          ///< position of its own link
  std::vector<Holder> holders;     ///< some of the referrers besides that on its first path
  std::uint64_t holder_count = 0;  ///< number of all referrers
};

/// Objects of one dump that trees list, with what keeps them alive.
struct ExploredHeap {
  std::vector<ExploredObject> objects;
  std::vector<ExploredLink> links;  ///< each after its parent
};

/// An object on a node of a folded tree.
struct PlacedObject {
  std::uint32_t object = 0;  ///< position in the objects of the heap
  std::uint32_t node = 0;
};

/// A tree of an exploration. Each is complete. There may be a dozen, so those that are not folded are kept as
/// texts, which take a twentieth of the memory.
struct ExploredTree {
  Explored shown = Explored::live;
  TreeKind kind = TreeKind::paths;
  bool is_split = false;  ///< has a first level by memory category
  std::shared_ptr<const FoldedTree> folded;
  bool has_bars = false;       ///< some of the bytes are growth, or an increase
  std::string columns;         ///< columns of the tables
  std::string table;           ///< table of the folded tree (`table_of`)
  std::string unfolded_table;  ///< table of the tree that is not folded; empty if nothing is folded
  /// The largest objects on the nodes of the folded tree, node after node, as positions in the objects of the
  /// heap. Those of node `i` end before `objects_end[i]`. Both are empty where nodes and not objects are
  /// compared.
  std::vector<std::uint32_t> objects;
  std::vector<std::uint32_t> objects_end;
};

/// Largest numbers of what an exploration lists.
struct ExplorationLimits {
  std::size_t objects_of_node = 50;
  std::size_t objects_of_tree = 5000;
  std::size_t holders = 5;
  std::size_t links_of_path = 100;  ///< of a longer path, half of them are the first and half the last
  std::size_t retaining = 100;
};

struct Exploration {
  /// The tree that the question asks for is the first.
  std::vector<ExploredTree> trees;
  ExploredHeap heap;      ///< the last dump
  ExploredHeap old_heap;  ///< the first dump, whose objects are those of freed trees
  /// Objects of the last dump by falling retained size, on the nodes of the tree of what is alive by paths.
  std::vector<PlacedObject> retaining_most;
};

}  // namespace heapgraph
