// SPDX-License-Identifier: MIT
// What is alive on the nodes of a tree in each of several heaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "heapgraph/api.h"
#include "heapgraph/tree.h"

namespace heapgraph {

/// Beside a tree: for each of its nodes what each heap holds at the same path, in the order of the heaps. Of
/// the costs, bytes and objects alone are meant.
struct Series {
  std::size_t heaps = 0;
  std::vector<Cost> self;   ///< `heaps` entries for each node
  std::vector<Cost> total;  ///< likewise

  std::span<const Cost> self_of(NodeId node) const { return of(self, node); }
  std::span<const Cost> total_of(NodeId node) const { return of(total, node); }

 private:
  std::span<const Cost> of(const std::vector<Cost>& costs, NodeId node) const {
    return std::span(costs).subspan(index(node) * heaps, heaps);
  }
};

/// By how many bytes, on average and rounded, a series grows from heap to heap; none if it does not grow in
/// every interval.
HEAPGRAPH_API std::optional<std::uint64_t> slope_of(std::span<const Cost> series);

/// A number that may fall.
struct Change {
  std::int64_t bytes = 0;
  std::int64_t objects = 0;

  bool operator==(const Change&) const = default;
};

/// From the first heap to the last.
HEAPGRAPH_API Change change_of(std::span<const Cost> series);

}  // namespace heapgraph
