// SPDX-License-Identifier: MIT
// The order of the references of each node.
//
// The engine writes the properties of many objects in the order of their hash tables, which differs in each
// process. A walk of such a heap would place objects on another of several shortest paths each time, and on
// another one than the walk that finds sites.
#include "runtimes/v8/order.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "heap/name_order.h"
#include "runtimes/v8/vocabulary.h"

namespace heapgraph::v8 {

void order_edges(RawHeap& heap, const NameTable& names) {
  NameOrder order(*vocabulary(), names);
  std::vector<std::uint64_t> keys;
  std::vector<Link> links;
  std::vector<std::uint8_t> kinds;
  for (Ordinal node = 0; node < heap.node_count(); ++node) {
    const std::size_t first = heap.first_edges[node];
    const std::size_t count = heap.first_edges[node + 1] - first;
    if (count < 2) continue;
    keys.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto name = static_cast<NameId>(name_of(heap.links[first + i]));
      keys.push_back(order.key_of(kind_of(heap.kinds[first + i]), name, i));
    }
    if (std::is_sorted(keys.begin(), keys.end())) continue;
    std::sort(keys.begin(), keys.end());
    links.clear();
    kinds.clear();
    for (const std::uint64_t key : keys) {
      links.push_back(heap.links[first + NameOrder::number_of(key)]);
      kinds.push_back(heap.kinds[first + NameOrder::number_of(key)]);
    }
    std::copy(links.begin(), links.end(), heap.links.begin() + static_cast<std::ptrdiff_t>(first));
    std::copy(kinds.begin(), kinds.end(), heap.kinds.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

}  // namespace heapgraph::v8
