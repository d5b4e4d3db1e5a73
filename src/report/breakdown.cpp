// SPDX-License-Identifier: MIT
// What is counted, by several keys.
#include "report/breakdown.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "runtimes/luau/code.h"

namespace heapgraph {
namespace {

/// Largest first; rows with the same bytes by their names.
template <class BytesOf>
void sort_by(std::vector<BreakdownRow>& rows, BytesOf bytes_of) {
  std::sort(rows.begin(), rows.end(), [&](const BreakdownRow& a, const BreakdownRow& b) {
    const std::uint64_t bytes_of_a = bytes_of(a);
    const std::uint64_t bytes_of_b = bytes_of(b);
    if (bytes_of_a != bytes_of_b) return bytes_of_a > bytes_of_b;
    return std::tie(a.name, a.source, a.number) < std::tie(b.name, b.source, b.number);
  });
}

class Table {
 public:
  void add(std::string_view name, const CodePlace& place, std::uint32_t number, const Cost& cost) {
    if (cost.is_nothing()) return;
    rows_[{std::string(name), place.source, number}] += cost;
  }

  std::vector<BreakdownRow> rows() const {
    std::vector<BreakdownRow> rows;
    for (const auto& [key, cost] : rows_) {
      rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), cost, Cost{}});
    }
    sort_by(rows, [](const BreakdownRow& row) { return row.cost.bytes; });
    return rows;
  }

 private:
  std::map<std::tuple<std::string, std::string, std::uint32_t>, Cost> rows_;
};

}  // namespace

Breakdown break_down(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Weights& weights) {
  // First by what is at hand; texts are made of the sums alone.
  std::array<Cost, object_type_count> by_type{};
  std::array<Cost, 256> by_category{};
  std::map<ObjectId, Cost> by_metatable;
  std::map<std::pair<NameId, ObjectId>, std::pair<ObjectId, Cost>> by_function;  // with one of its closures
  std::map<std::pair<NameId, std::uint32_t>, std::pair<ObjectId, Cost>> by_thread;
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (!is_reached[i] || !weights.counts(id)) continue;
    const Cost cost = weights.cost(snapshot, id);
    const ObjectType type = snapshot.type(id);
    by_type[static_cast<std::size_t>(type)] += cost;
    by_category[snapshot.category(id)] += cost;
    if (type == ObjectType::userdata) by_metatable[target_of(snapshot, id, EdgeKind::metatable)] += cost;
    if (type == ObjectType::function) {
      auto& entry = by_function[{snapshot.label(id), target_of(snapshot, id, EdgeKind::proto)}];
      entry.first = id;
      entry.second += cost;
    }
    if (type == ObjectType::thread) {
      auto& entry = by_thread[{snapshot.label(id), snapshot.line(id)}];
      entry.first = id;
      entry.second += cost;
    }
  }

  Table types;
  for (std::size_t i = 0; i < by_type.size(); ++i) {
    types.add(name_of(static_cast<ObjectType>(i)), {}, 0, by_type[i]);
  }
  Table categories;
  for (std::uint32_t i = 0; i < by_category.size(); ++i) {
    const NameId name = snapshot.category_name(static_cast<std::uint8_t>(i));
    categories.add(snapshot.text(name), {}, i, by_category[i]);
  }
  Table userdata;
  for (const auto& [metatable, cost] : by_metatable) {
    userdata.add(type_named_by(snapshot, metatable), {}, 0, cost);
  }
  Table functions;
  for (const auto& [key, entry] : by_function) {
    const CodePlace place = place_in_code(snapshot, entry.first);
    functions.add(label_of(snapshot, entry.first, "anonymous"), place, place.line, entry.second);
  }
  Table threads;
  for (const auto& [key, entry] : by_thread) {
    const CodePlace place = place_in_code(snapshot, entry.first);
    threads.add("", place, place.line, entry.second);
  }
  return {types.rows(), categories.rows(), userdata.rows(), functions.rows(), threads.rows()};
}

namespace {

std::vector<BreakdownRow> compare(const std::vector<BreakdownRow>& before,
                                  const std::vector<BreakdownRow>& after) {
  std::map<std::tuple<std::string, std::string, std::uint32_t>, BreakdownRow> rows;
  const auto row_of = [&](const BreakdownRow& row) -> BreakdownRow& {
    BreakdownRow& entry = rows[{row.name, row.source, row.number}];
    entry.name = row.name;
    entry.source = row.source;
    entry.number = row.number;
    return entry;
  };
  for (const BreakdownRow& row : before) row_of(row).before += row.cost;
  for (const BreakdownRow& row : after) row_of(row).cost += row.cost;
  std::vector<BreakdownRow> sorted;
  sorted.reserve(rows.size());
  for (const auto& [key, row] : rows) {
    if (row.cost != row.before) sorted.push_back(row);
  }
  const auto change = [](const BreakdownRow& row) {
    return std::max(row.cost.bytes, row.before.bytes) - std::min(row.cost.bytes, row.before.bytes);
  };
  sort_by(sorted, change);
  return sorted;
}

}  // namespace

Breakdown compare(const Breakdown& before, const Breakdown& after) {
  return {compare(before.types, after.types), compare(before.categories, after.categories),
          compare(before.userdata, after.userdata), compare(before.functions, after.functions),
          compare(before.threads, after.threads)};
}

}  // namespace heapgraph
