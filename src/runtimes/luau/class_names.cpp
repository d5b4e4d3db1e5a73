// SPDX-License-Identifier: MIT
// The class names of userdata.
#include "runtimes/luau/class_names.h"

#include <unordered_map>

#include "runtimes/luau/kinds.h"

namespace heapgraph::luau {
namespace {

/// Text under the first key `type_key` whose value is a string; `none` if there is no such key or the text
/// is empty.
NameId type_named_by(const Snapshot& snapshot, ObjectId metatable, NameId type_key) {
  for (const Edge edge : snapshot.edges(metatable)) {
    if (edge.kind != edges::table_field || edge.name != type_key || edge.target == ObjectId::none) continue;
    if (snapshot.type(edge.target) != types::string) continue;
    const NameId name = snapshot.label(edge.target);
    return snapshot.text(name).empty() ? NameId::none : name;
  }
  return NameId::none;
}

ObjectId metatable_of(const Snapshot& snapshot, ObjectId id) {
  for (const Edge edge : snapshot.edges(id)) {
    if (edge.kind == edges::metatable) return edge.target;
  }
  return ObjectId::none;
}

}  // namespace

void name_classes(SnapshotBuilder& builder) {
  const Snapshot& snapshot = builder.snapshot();
  const NameId type_key = snapshot.names()->find("__type");
  if (type_key == NameId::none) return;
  std::unordered_map<ObjectId, NameId> names;  // class names by metatable, because much userdata shares one
  for (std::size_t i = 0; i < snapshot.object_count(); ++i) {
    const auto id = static_cast<ObjectId>(i);
    if (snapshot.type(id) != types::userdata) continue;
    const ObjectId metatable = metatable_of(snapshot, id);
    if (metatable == ObjectId::none) continue;
    const auto [known, is_first] = names.try_emplace(metatable);
    if (is_first) known->second = type_named_by(snapshot, metatable, type_key);
    if (known->second != NameId::none) builder.name_class(id, known->second);
  }
}

}  // namespace heapgraph::luau
