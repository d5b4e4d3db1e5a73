// SPDX-License-Identifier: MIT
// Look-ups in a snapshot, and the names of types.
#include "heapgraph/snapshot.h"

#include "snapshot/object_types.h"

namespace heapgraph {

std::string_view name_of(ObjectType type) {
  return object_type_names[static_cast<std::size_t>(type)];
}

ObjectId Snapshot::find(std::uint64_t address) const {
  return static_cast<ObjectId>(objects_by_address_.find(
      hash_of_address(address), [&](std::uint32_t i) { return addresses_[i] == address; }));
}

}  // namespace heapgraph
