// SPDX-License-Identifier: MIT
// Look-ups in a snapshot.
#include "heapgraph/snapshot.h"

#include <algorithm>

#include "heap/names.h"
#include "heap/object_index.h"
#include "heap/vocabulary.h"

namespace heapgraph {
namespace {

/// Entry of an object in a sorted column, or its end. O(log entries).
template <class Column>
auto find_entry(const Column& column, ObjectId id) {
  const auto found =
      std::lower_bound(column.begin(), column.end(), id,
                       [](const auto& entry, ObjectId wanted) { return entry.first < wanted; });
  return found != column.end() && found->first == id ? found : column.end();
}

}  // namespace

std::uint64_t Snapshot::identifier(ObjectId id) const {
  return (*index_)[index(id)];
}

ObjectId Snapshot::find(std::uint64_t identifier) const {
  return static_cast<ObjectId>(index_->find(identifier));
}

std::uint64_t Snapshot::large_size(ObjectId id) const {
  return find_entry(large_sizes_, id)->second;
}

std::string_view Snapshot::text(NameId name) const {
  return names_->text(names_->own_name(name));
}

NameId Snapshot::own_name(NameId name) const {
  return names_->own_name(name);
}

std::span<const NameId> Snapshot::path_of(const NameId& name) const {
  return names_->path_of(name);
}

std::string_view Snapshot::name_of(TypeId type) const {
  return (*vocabulary_)[type].name;
}

std::string_view Snapshot::name_of(EdgeKind kind) const {
  return (*vocabulary_)[kind].name;
}

Snapshot Snapshot::without_references() const {
  Snapshot copy;
  copy.index_ = index_;
  copy.sizes_ = sizes_;
  copy.large_sizes_ = large_sizes_;
  copy.labels_ = labels_;
  copy.places_ = places_;
  copy.class_names_ = class_names_;
  copy.types_ = types_;
  copy.categories_ = categories_;
  copy.roots_ = roots_;
  copy.category_names_ = category_names_;
  copy.names_ = names_;
  copy.vocabulary_ = vocabulary_;
  copy.declared_bytes_ = declared_bytes_;
  copy.distances_ = distances_;
  copy.root_object_ = root_object_;
  copy.report_ = report_;
  return copy;
}

Place Snapshot::place(ObjectId id) const {
  const TypeInfo& type = (*vocabulary_)[this->type(id)];
  if (type.place_of) {
    const EdgeRange edges = this->edges(id);
    const auto leads_there = [&](const Edge& edge) { return edge.kind == *type.place_of; };
    const EdgeIterator found = std::find_if(edges.begin(), edges.end(), leads_there);
    if (found == edges.end() || (*found).target == ObjectId::none) return {};
    id = (*found).target;
  }
  const auto place = find_entry(places_, id);
  return place != places_.end() ? place->second : Place{};
}

NameId Snapshot::class_name(ObjectId id) const {
  if ((*vocabulary_)[type(id)].label_is_class) return label(id);
  const auto found = find_entry(class_names_, id);
  return found != class_names_.end() ? found->second : NameId::none;
}

}  // namespace heapgraph
