// SPDX-License-Identifier: MIT
// Distances of nodes from what a program holds: two breadth-first walks, from the roots of the program and
// then from the root of all. A value in a WeakMap is reached when both the map and the key are.
#include "runtimes/v8/distances.h"

#include <string_view>
#include <unordered_set>

#include "runtimes/v8/kinds.h"

namespace heapgraph::v8 {
namespace {

constexpr std::uint32_t no_distance = 0xffffffff;
constexpr std::uint32_t first_of_engine = 100000000;

class DistanceFinder {
 public:
  DistanceFinder(const RawHeap& heap, EdgeNames& names)
      : heap_(heap), names_(names), distances_(heap.node_count(), no_distance) {}

  std::vector<std::uint32_t> find() {
    for (std::size_t i = heap_.first_edges[0]; i < heap_.first_edges[1]; ++i) {
      const Ordinal target = target_of(heap_.links[i]);
      const bool is_of_program = heap_.types[target] != types::synthetic ||
                                 names_.raw(heap_.names[target]) == "(Document DOM trees)";
      if (is_of_program) enter(target, 1);
    }
    const bool has_program = !queue_.empty();
    walk();
    distances_[0] = has_program ? first_of_engine : 0;
    queue_.push_back(0);
    walk();
    return std::move(distances_);
  }

 private:
  void enter(Ordinal node, std::uint32_t distance) {
    if (distances_[node] != no_distance) return;
    distances_[node] = distance;
    queue_.push_back(node);
  }

  void walk() {
    std::size_t next = 0;
    while (next < queue_.size()) {
      const Ordinal node = queue_[next++];
      const bool is_context =
          heap_.types[node] == types::hidden && names_.raw(heap_.names[node]) == "system / NativeContext";
      for (std::size_t i = heap_.first_edges[node]; i < heap_.first_edges[node + 1]; ++i) {
        const EdgeKind kind = kind_of(heap_.kinds[i]);
        const Ordinal target = target_of(heap_.links[i]);
        if (kind == edges::weak || distances_[target] != no_distance) continue;
        if (kind != edges::element && kind != edges::hidden) {
          const StringId name = name_of(heap_.links[i]);
          if (is_context && names_.raw(name) == "sloppy_function_map") continue;
          if (kind == edges::internal && is_first_of_pair(name)) continue;
        }
        enter(target, distances_[node] + 1);
      }
    }
    queue_.clear();
  }

  bool is_first_of_pair(StringId name) {
    if (names_.internal(name).kind != edges::value_under_key) return false;
    const std::uint64_t pair = names_.ephemeron(name).pair;
    if (pending_.erase(pair) != 0) return false;
    pending_.insert(pair);
    return true;
  }

  const RawHeap& heap_;
  EdgeNames& names_;
  std::vector<std::uint32_t> distances_;
  std::vector<Ordinal> queue_;
  std::unordered_set<std::uint64_t> pending_;  ///< pairs of which one edge was met
};

}  // namespace

std::vector<std::uint32_t> find_distances(const RawHeap& heap, EdgeNames& names) {
  return DistanceFinder(heap, names).find();
}

}  // namespace heapgraph::v8
