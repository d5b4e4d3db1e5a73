// SPDX-License-Identifier: MIT
// Of what the counted bytes are.
#include <algorithm>
#include <map>
#include <utility>

#include "analysis/luau_code.h"
#include "heapgraph/report.h"

namespace heapgraph {
namespace {

class Table {
 public:
  void add(std::string_view name, std::uint32_t number, const Cost& cost) {
    const auto found = rows_.try_emplace({std::string(name), number}).first;
    found->second += cost;
  }

  std::vector<BreakdownRow> rows() const {
    std::vector<BreakdownRow> rows;
    for (const auto& [key, cost] : rows_) rows.push_back({key.first, key.second, cost});
    std::stable_sort(rows.begin(), rows.end(), [](const BreakdownRow& a, const BreakdownRow& b) {
      return a.cost.bytes > b.cost.bytes;
    });
    return rows;
  }

 private:
  std::map<std::pair<std::string, std::uint32_t>, Cost> rows_;
};

/// The `__type` of its metatable, as `typeof` in Luau.
std::string_view type_of_userdata(const Snapshot& snapshot, ObjectId id) {
  constexpr std::string_view unnamed = "userdata";
  const ObjectId metatable = target_of(snapshot, id, EdgeKind::metatable);
  if (metatable == ObjectId::none) return unnamed;
  for (const Edge edge : snapshot.edges(metatable)) {
    const bool is_type = edge.kind == EdgeKind::table_field && snapshot.text(edge.name) == "__type";
    if (is_type && edge.target != ObjectId::none && snapshot.type(edge.target) == ObjectType::string) {
      return label_of(snapshot, edge.target, unnamed);
    }
  }
  return unnamed;
}

}  // namespace

Breakdown break_down(const Snapshot& snapshot, const Placement& placement, const CostOf& cost_of) {
  Table types;
  Table categories;
  Table userdata;
  Table functions;
  Table threads;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (placement.node_of[i] == NodeId::none) continue;
    const Cost cost = cost_of(id);
    if (cost.is_nothing()) continue;
    const ObjectType type = snapshot.type(id);
    types.add(name_of(type), 0, cost);
    const std::uint8_t category = snapshot.category(id);
    categories.add(snapshot.text(snapshot.category_name(category)), category, cost);
    if (type == ObjectType::userdata) userdata.add(type_of_userdata(snapshot, id), 0, cost);
    if (type == ObjectType::function) functions.add(function_name(snapshot, id), 0, cost);
    if (type == ObjectType::thread) {
      const CodePlace place = place_in_code(snapshot, id);
      threads.add(place.source.empty() ? "?" : place.source, place.line, cost);
    }
  }
  return {types.rows(), categories.rows(), userdata.rows(), functions.rows(), threads.rows()};
}

DumpFacts facts_of(const Snapshot& snapshot, std::string file) {
  DumpFacts facts;
  facts.file = std::move(file);
  facts.declared_bytes = snapshot.declared_bytes();
  facts.load = snapshot.report();
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    facts.all += {snapshot.size(static_cast<ObjectId>(i)), 1};
  }
  return facts;
}

}  // namespace heapgraph
