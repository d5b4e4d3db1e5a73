// SPDX-License-Identifier: MIT
// The largest objects on the nodes of trees, with what keeps them alive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "analyze/exploration.h"
#include "base/id_map.h"
#include "graph/weights.h"
#include "heapgraph/snapshot.h"
#include "report/known_heap.h"

namespace heapgraph {

/// Lists objects of one snapshot for several trees. Their first paths share links.
class ObjectLister {
 public:
  /// Refers to its arguments.
  ObjectLister(const KnownHeap& heap, const ExplorationLimits& limits) : heap_(heap), limits_(limits) {}

  /// Lists the largest objects that count on each node: as far as the limit of the tree allows, one on each
  /// node, then more on the nodes with the most bytes. `node_of` is the folded node of each object, `none`
  /// for those without one. O(objects + nodes log nodes).
  void list(const Weights& weights, const IdMap<ObjectId, FoldedId>& node_of, ExploredTree& tree);

  /// Lists the objects with the largest retained sizes among those on nodes, the largest first. O(objects).
  std::vector<PlacedObject> list_retaining_most(const IdMap<ObjectId, FoldedId>& node_of);

  /// The listed objects of all trees with their referrers, and the links of their first paths. O(references +
  /// links).
  ExploredHeap finish();

 private:
  struct Linked {
    ObjectId object;
    std::uint32_t parent;
    std::uint64_t left_out;
  };

  void link(ObjectId id);
  std::uint32_t position_of(ObjectId id);

  const KnownHeap& heap_;
  const ExplorationLimits& limits_;
  std::vector<Linked> linked_;
  std::vector<ObjectId> objects_;                          ///< those that are listed
  std::unordered_map<ObjectId, std::uint32_t> number_of_;  ///< link of an object
  std::unordered_map<ObjectId, std::uint32_t> position_of_;
};

}  // namespace heapgraph
