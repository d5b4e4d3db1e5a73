// SPDX-License-Identifier: MIT
// What could be smaller, as far as a dump tells.
#include <algorithm>
#include <limits>
#include <vector>

#include "heap/names.h"
#include "heapgraph/report.h"

namespace heapgraph {
namespace {

bool has_references(const Snapshot& snapshot, ObjectId table) {
  const Snapshot::EdgeRange edges = snapshot.edges(table);
  return std::any_of(edges.begin(), edges.end(),
                     [](const Edge& edge) { return edge.kind != EdgeKind::metatable; });
}

/// Of a table without any slots.
std::uint64_t smallest_table(const Snapshot& snapshot) {
  std::uint64_t smallest = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (snapshot.type(id) == ObjectType::table) smallest = std::min(smallest, snapshot.size(id));
  }
  return smallest;
}

}  // namespace

Savings find_savings(const Snapshot& snapshot, const Placement& placement, const CostOf& cost_of) {
  const std::uint64_t smallest = smallest_table(snapshot);
  std::vector<bool> was_seen(snapshot.names()->size());
  Savings savings;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    const ObjectType type = snapshot.type(id);
    const bool is_of_interest = type == ObjectType::string || type == ObjectType::table;
    if (placement.node_of[i] == NodeId::none || !is_of_interest) continue;
    const Cost cost = cost_of(id);
    if (cost.is_nothing()) continue;
    if (type == ObjectType::table) {
      if (has_references(snapshot, id)) continue;
      (snapshot.size(id) == smallest ? savings.empty_tables : savings.tables_without_references) += cost;
    } else if (snapshot.label(id) != NameId::none) {
      const NameId text = snapshot.label(id);
      const bool is_surely_same = snapshot.text(text).find('?') == std::string_view::npos;
      if (was_seen[index(text)] && is_surely_same) savings.duplicate_strings += cost;
      was_seen[index(text)] = true;
    }
  }
  return savings;
}

}  // namespace heapgraph
