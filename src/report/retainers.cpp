// SPDX-License-Identifier: MIT
// Retainers: the objects without which most bytes would be freed.
//
// The largest retained sizes of all are never of interest. They belong to a root, then to the object
// below it, and so on down to where the bytes branch out. An object whose bytes are mostly retained by a
// few heavy objects below it is therefore passed over in favour of these. A linked list is the
// exception: each link retains the next, so the first link says all.
#include "report/retainers.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "report/chain.h"
#include "report/why.h"

namespace heapgraph {
namespace {

/// An object is heavy if it retains at least the whole divided by this.
constexpr std::uint64_t parts_of_whole = 100;

/// Sum over the heavy objects that an object dominates immediately.
struct Below {
  std::uint64_t bytes = 0;
  bool has_next_link = false;  ///< one of them has a last step of the same name and kind
};

struct Row {
  ObjectId heaviest = ObjectId::none;
  std::uint64_t objects = 0;
  std::uint64_t retained = 0;
  std::uint64_t counted = 0;
};

bool is_same_step(const Snapshot& snapshot, const FirstStep& a, const FirstStep& b) {
  const NameId name = snapshot.own_name(a.name);
  return a.kind == b.kind && name == snapshot.own_name(b.name) && name != NameId::none;
}

}  // namespace

std::vector<Retainer> heaviest_retainers(const Snapshot& snapshot, const Retention& retention,
                                         std::size_t count) {
  const std::vector<ObjectId>& dominator_of = retention.dominators.immediate;
  const std::vector<std::uint64_t>& counted = retention.counted_bytes();
  std::uint64_t whole = 0;
  for (const ObjectId id : retention.dominators.order) {
    if (dominator_of[index(id)] == ObjectId::none) whole += counted[index(id)];
  }
  std::vector<Below> below(snapshot.object_count());
  for (const ObjectId id : retention.dominators.order) {
    const ObjectId dominator = dominator_of[index(id)];
    if (dominator == ObjectId::none || counted[index(id)] < whole / parts_of_whole) continue;
    Below& of_dominator = below[index(dominator)];
    of_dominator.bytes += counted[index(id)];
    if (is_same_step(snapshot, retention.steps[index(id)], retention.steps[index(dominator)])) {
      of_dominator.has_next_link = true;
    }
  }

  std::vector<bool> is_covered(snapshot.object_count());  // chosen, or dominated by a chosen object
  using Key = std::pair<NodeId, TypeId>;
  std::map<Key, Row> rows;
  for (const ObjectId id : retention.dominators.order) {
    const ObjectId dominator = dominator_of[index(id)];
    is_covered[index(id)] = dominator != ObjectId::none && is_covered[index(dominator)];
    if (is_covered[index(id)] || counted[index(id)] == 0) continue;
    const Below& heavy = below[index(id)];
    if (heavy.bytes > counted[index(id)] / 2 && !heavy.has_next_link) continue;
    is_covered[index(id)] = true;
    Row& row = rows[{retention.node_of[id], snapshot.type(id)}];
    if (row.heaviest == ObjectId::none || counted[index(id)] > counted[index(row.heaviest)]) {
      row.heaviest = id;
    }
    ++row.objects;
    row.retained += retention.bytes[index(id)];
    row.counted += counted[index(id)];
  }

  std::vector<std::pair<Key, Row>> heaviest(rows.begin(), rows.end());
  std::sort(heaviest.begin(), heaviest.end(), [](const auto& a, const auto& b) {
    return a.second.counted != b.second.counted ? a.second.counted > b.second.counted : a.first < b.first;
  });
  if (heaviest.size() > count) heaviest.resize(count);
  std::vector<Retainer> retainers;
  retainers.reserve(heaviest.size());
  for (const auto& [key, row] : heaviest) {
    retainers.push_back({facts_of(snapshot, row.heaviest, retention.bytes),
                         chain_in_code(snapshot, retention.steps, chain_to(retention.steps, row.heaviest)),
                         row.objects, row.retained, row.counted});
  }
  return retainers;
}

}  // namespace heapgraph
