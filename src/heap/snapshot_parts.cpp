// SPDX-License-Identifier: MIT
// The columns of a snapshot.
#include "heap/snapshot_parts.h"

namespace heapgraph {

Snapshot join_parts(SnapshotParts&& parts) {
  Snapshot snapshot;
  snapshot.index_ = std::move(parts.index);
  snapshot.sizes_ = std::move(parts.sizes);
  snapshot.large_sizes_ = std::move(parts.large_sizes);
  snapshot.labels_ = std::move(parts.labels);
  snapshot.places_ = std::move(parts.places);
  snapshot.types_ = std::move(parts.types);
  snapshot.categories_ = std::move(parts.categories);
  snapshot.first_edges_ = std::move(parts.first_edges);
  snapshot.links_ = std::move(parts.links);
  snapshot.kinds_ = std::move(parts.kinds);
  snapshot.roots_ = std::move(parts.roots);
  snapshot.category_names_ = std::move(parts.category_names);
  snapshot.names_ = std::move(parts.names);
  snapshot.vocabulary_ = std::move(parts.vocabulary);
  snapshot.declared_bytes_ = parts.declared_bytes;
  snapshot.distances_ = std::move(parts.distances);
  snapshot.root_object_ = parts.root_object;
  snapshot.report_ = std::move(parts.report);
  return snapshot;
}

}  // namespace heapgraph
