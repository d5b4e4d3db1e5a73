// SPDX-License-Identifier: MIT
// Breakdown of the counted objects by the groupings of the vocabulary.
#include "report/breakdown.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "heap/vocabulary.h"
#include "report/chain.h"

namespace heapgraph {
namespace {

/// Sorts rows by descending bytes, and rows with the same bytes by name.
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
  void add(std::string_view name, std::string_view source, std::uint32_t number, const Cost& cost) {
    if (cost.is_nothing()) return;
    rows_[{std::string(name), std::string(source), number}] += cost;
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

/// Sums by numeric ids. Text is looked up once for each sum rather than for each object.
class Sums {
 public:
  explicit Sums(const Snapshot& snapshot)
      : snapshot_(snapshot), vocabulary_(*snapshot.vocabulary()), by_key_(vocabulary_.groupings.size()) {}

  void add(ObjectId id, const Cost& cost) {
    const TypeId type = snapshot_.type(id);
    by_type_[static_cast<std::size_t>(type)] += cost;
    by_category_[snapshot_.category(id)] += cost;
    for (std::size_t i = 0; i < by_key_.size(); ++i) {
      const Grouping& grouping = vocabulary_.groupings[i];
      if (grouping.by == GroupBy::type || grouping.by == GroupBy::category) continue;
      if (grouping.type == type) by_key_[i][key_of(grouping, id)] += cost;
    }
  }

  std::vector<BreakdownRow> rows(std::size_t grouping) const {
    Table table;
    switch (vocabulary_.groupings[grouping].by) {
      case GroupBy::type:
        for (std::size_t i = 0; i < vocabulary_.types.size(); ++i) {
          table.add(vocabulary_.types[i].name, "", 0, by_type_[i]);
        }
        break;
      case GroupBy::category:
        for (std::uint32_t i = 0; i < by_category_.size(); ++i) {
          const NameId name = snapshot_.category_name(static_cast<std::uint8_t>(i));
          table.add(snapshot_.text(name), "", i, by_category_[i]);
        }
        break;
      default:
        add_keys(table, grouping);
    }
    return table.rows();
  }

 private:
  using Key = std::tuple<NameId, NameId, std::uint32_t>;  // name, source, line

  Key key_of(const Grouping& grouping, ObjectId id) const {
    if (grouping.by == GroupBy::class_name) return {snapshot_.class_name(id), NameId::none, 0};
    const Place place = snapshot_.place(id);
    const NameId name = grouping.by == GroupBy::code ? snapshot_.label(id) : NameId::none;
    return {name, place.source, place.line};
  }

  void add_keys(Table& table, std::size_t grouping) const {
    const bool is_by_place = vocabulary_.groupings[grouping].by == GroupBy::place;
    for (const auto& [key, cost] : by_key_[grouping]) {
      const auto& [name, source, line] = key;
      std::string_view text = snapshot_.text(name);
      if (text.empty() && !is_by_place) text = vocabulary_.groupings[grouping].name;
      const ShownPlace place = shown_place(vocabulary_, snapshot_, {source, line});
      table.add(text, place.source, place.line, cost);
    }
  }

  const Snapshot& snapshot_;
  const Vocabulary& vocabulary_;
  std::array<Cost, Vocabulary::most_types> by_type_{};
  std::array<Cost, 256> by_category_{};
  std::vector<std::map<Key, Cost>> by_key_;  ///< by grouping; empty for those by type or category
};

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

Breakdown break_down(const Snapshot& snapshot, const std::vector<bool>& is_reached, const Weights& weights) {
  Sums sums(snapshot);
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (is_reached[i] && weights.counts(id)) sums.add(id, weights.cost(snapshot, id));
  }
  Breakdown breakdown;
  const std::shared_ptr<const Vocabulary>& vocabulary = snapshot.vocabulary();
  for (std::size_t i = 0; i < vocabulary->groupings.size(); ++i) {
    // The aliasing pointer keeps the vocabulary alive.
    breakdown.push_back({{vocabulary, &vocabulary->groupings[i]}, sums.rows(i)});
  }
  return breakdown;
}

Breakdown compare(const Breakdown& before, const Breakdown& after) {
  Breakdown result;
  for (const BreakdownTable& table : after) {
    const auto other = std::find_if(before.begin(), before.end(), [&](const BreakdownTable& candidate) {
      return candidate.grouping->key == table.grouping->key;
    });
    result.push_back(
        {table.grouping,
         compare(other != before.end() ? other->rows : std::vector<BreakdownRow>{}, table.rows)});
  }
  return result;
}

}  // namespace heapgraph
