// SPDX-License-Identifier: MIT
// Invariants of explorations.
#include "support/exploration.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>

#include "tree/fold_tree.h"

namespace heapgraph::test {
namespace {

std::string heap_fault(const ExploredHeap& heap) {
  for (std::size_t i = 0; i < heap.links.size(); ++i) {
    const ExploredLink& link = heap.links[i];
    if (link.parent != ExploredLink::none && link.parent >= i)
      return fmt::format("link {} comes before its parent", i);
    if (!link.is_reached && link.parent != ExploredLink::none)
      return fmt::format("link {} is not reached", i);
    if (link.left_out != 0 && link.parent == ExploredLink::none)
      return fmt::format("link {} has a gap above a root", i);
  }
  for (const ExploredObject& object : heap.objects) {
    if (object.link >= heap.links.size()) return "an object has no link";
    if (object.holders.size() > object.holder_count) return "an object has more referrers than are counted";
  }
  return {};
}

std::string tree_fault(const ExploredTree& tree, const ExploredHeap& heap) {
  const FoldedNodes& nodes = tree.folded->tree;
  if (tree.table.empty()) return "a tree has no table";
  if (tree.shown == Explored::change)
    return tree.objects_end.empty() ? "" : "a comparison by path lists objects";
  if (tree.objects_end.size() != nodes.nodes.size()) return "not every node has a list";
  std::size_t begin = 0;
  for (std::size_t node = 0; node < nodes.nodes.size(); ++node) {
    const std::size_t end = tree.objects_end[node];
    if (end < begin || end > tree.objects.size()) return fmt::format("node {} has a wrong list", node);
    const Cost& self = nodes.nodes[node].self;
    if (end - begin > self.objects) return fmt::format("node {} lists more objects than it has", node);
    for (std::size_t i = begin; i < end; ++i) {
      if (tree.objects[i] >= heap.objects.size()) return fmt::format("node {} lists no object", node);
    }
    begin = end;
  }
  return begin == tree.objects.size() ? "" : "objects are listed at no node";
}

}  // namespace

std::string exploration_fault(const Exploration& exploration) {
  for (const ExploredHeap* const heap : {&exploration.heap, &exploration.old_heap}) {
    if (std::string fault = heap_fault(*heap); !fault.empty()) return fault;
  }
  for (const ExploredTree& tree : exploration.trees) {
    const ExploredHeap& heap = tree.shown == Explored::freed ? exploration.old_heap : exploration.heap;
    const std::string fault = tree_fault(tree, heap);
    if (!fault.empty()) {
      return fmt::format("{} by {}{}: {}", name_of(tree.shown), name_of(tree.kind),
                         tree.is_split ? ", split" : "", fault);
    }
  }
  for (const PlacedObject& placed : exploration.retaining_most) {
    if (placed.object >= exploration.heap.objects.size()) return "what retains most is not listed";
  }
  return {};
}

}  // namespace heapgraph::test
