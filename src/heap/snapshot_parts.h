// SPDX-License-Identifier: MIT
// The columns of a snapshot, for a reader whose dumps number their objects and list resolved references.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "heap/names.h"
#include "heap/object_index.h"
#include "heap/vocabulary.h"
#include "heapgraph/snapshot.h"

namespace heapgraph {

/// Columns as a Snapshot keeps them, all of the same number of objects. Without references, `first_edges`,
/// `links` and `kinds` are empty.
struct SnapshotParts {
  std::shared_ptr<const ObjectIndex> index;
  std::vector<std::uint32_t> sizes;                             ///< 0xffffffff for an object in `large_sizes`
  std::vector<std::pair<ObjectId, std::uint64_t>> large_sizes;  ///< sorted
  std::vector<NameId> labels;
  std::vector<std::pair<ObjectId, Place>> places;  ///< sorted
  std::vector<TypeId> types;
  std::vector<std::uint8_t> categories;
  std::vector<std::uint32_t> first_edges;
  std::vector<std::uint64_t> links;  ///< target in the low 32 bits, name in the high 32 bits
  std::vector<std::uint8_t> kinds;   ///< as `Snapshot::packed_kind` makes them
  std::vector<Root> roots;
  std::vector<NameId> category_names;  ///< 256
  std::shared_ptr<const NameTable> names;
  std::shared_ptr<const Vocabulary> vocabulary;
  std::optional<std::uint64_t> declared_bytes;
  std::vector<std::uint32_t> distances;
  ObjectId root_object = ObjectId::none;
  LoadReport report;
};

/// The snapshot with these columns. O(1).
Snapshot join_parts(SnapshotParts&& parts);

}  // namespace heapgraph
