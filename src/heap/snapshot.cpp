// SPDX-License-Identifier: MIT
// Look-ups in a snapshot, and the names of types.
#include "heapgraph/snapshot.h"

#include <algorithm>

#include "heap/names.h"
#include "heap/object_index.h"
#include "runtimes/luau/object_types.h"

namespace heapgraph {

std::string_view name_of(ObjectType type) {
  return object_type_names[static_cast<std::size_t>(type)];
}

std::uint64_t Snapshot::identifier(ObjectId id) const {
  return (*index_)[index(id)];
}

ObjectId Snapshot::find(std::uint64_t identifier) const {
  return static_cast<ObjectId>(index_->find(identifier));
}

std::uint64_t Snapshot::large_size(ObjectId id) const {
  return std::lower_bound(large_sizes_.begin(), large_sizes_.end(), std::pair(id, std::uint64_t{0}))->second;
}

std::string_view Snapshot::text(NameId name) const {
  return names_->text(name);
}

std::uint32_t Snapshot::line(ObjectId id) const {
  const auto found = std::lower_bound(lines_.begin(), lines_.end(), std::pair(id, std::uint32_t{0}));
  return found != lines_.end() && found->first == id ? found->second : 0;
}

}  // namespace heapgraph
