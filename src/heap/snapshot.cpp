// SPDX-License-Identifier: MIT
// Look-ups in a snapshot, and the names of types.
#include "heapgraph/snapshot.h"

#include <algorithm>

#include "runtimes/luau/object_types.h"

namespace heapgraph {

std::string_view name_of(ObjectType type) {
  return object_type_names[static_cast<std::size_t>(type)];
}

std::uint32_t Snapshot::line(ObjectId id) const {
  const auto found = std::lower_bound(lines_.begin(), lines_.end(), std::pair(id, std::uint32_t{0}));
  return found != lines_.end() && found->first == id ? found->second : 0;
}

}  // namespace heapgraph
