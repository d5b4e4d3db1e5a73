// SPDX-License-Identifier: MIT
// The weak references of a dump, which the collector does not follow.
//
// A table has weak references if its metatable has a `__mode`: its keys under mode `k`, its values and
// array part under mode `v` (`traversetable`, `iscleared` in Luau's lgc.cpp). References to strings are
// always strong.
#include "runtimes/luau/weak.h"

#include <string_view>
#include <unordered_map>

#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

struct Mode {
  bool has_weak_keys = false;
  bool has_weak_values = false;
};

bool is_string(const Snapshot& snapshot, ObjectId id) {
  return id != ObjectId::none && snapshot.type(id) == types::string;
}

/// Mode that the string under the first `mode_key` gives, which is the name `__mode`.
Mode mode_of(const Snapshot& snapshot, ObjectId metatable, NameId mode_key) {
  bool follows_mode_key = false;
  for (const Edge edge : snapshot.edges(metatable)) {
    if (follows_mode_key) {
      if (edge.kind != edges::table_field || !is_string(snapshot, edge.target)) return {};
      const std::string_view mode = snapshot.text(snapshot.label(edge.target));
      return {mode.find('k') != std::string_view::npos, mode.find('v') != std::string_view::npos};
    }
    follows_mode_key = edge.kind == edges::table_key && is_string(snapshot, edge.target) &&
                       snapshot.label(edge.target) == mode_key;
  }
  return {};
}

}  // namespace

void mark_weak_references(SnapshotBuilder& builder) {
  const Snapshot& snapshot = builder.snapshot();
  const NameId mode_key = snapshot.names()->find("__mode");
  if (mode_key == NameId::none) return;
  std::unordered_map<ObjectId, Mode> modes;  // modes by metatable, because many tables share one
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto table = static_cast<ObjectId>(i);
    if (snapshot.type(table) != types::table || snapshot.edges(table).is_empty()) continue;
    const Edge metatable = snapshot.edges(table).back();
    if (metatable.kind != edges::metatable || metatable.target == ObjectId::none) continue;
    const auto [known, is_first] = modes.try_emplace(metatable.target);
    if (is_first) known->second = mode_of(snapshot, metatable.target, mode_key);
    const Mode mode = known->second;
    if (!mode.has_weak_keys && !mode.has_weak_values) continue;
    builder.mark_weak(table, [&](const Edge& edge) {
      if (edge.target == ObjectId::none || is_string(snapshot, edge.target)) return false;
      if (edge.kind == edges::table_key) return mode.has_weak_keys;
      return mode.has_weak_values && edge.kind != edges::metatable;
    });
  }
}

}  // namespace heapgraph::luau
