// SPDX-License-Identifier: MIT
// The layout of a snapshot: which fields its records have, and what its types mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heapgraph/error.h"
#include "heapgraph/snapshot.h"

namespace heapgraph::v8 {

/// Positions of the fields in the records of a snapshot, from its `meta`.
struct Layout {
  struct Nodes {
    std::size_t fields = 0;  ///< number of fields of a record
    std::size_t type = 0;
    std::size_t name = 0;
    std::size_t id = 0;
    std::size_t self_size = 0;
    std::size_t edge_count = 0;
    std::optional<std::size_t> detachedness;
  };
  struct Edges {
    std::size_t fields = 0;
    std::size_t type = 0;
    std::size_t name_or_index = 0;
    std::size_t to_node = 0;
  };
  struct Locations {
    std::size_t fields = 0;  ///< 0 if the snapshot has none
    std::size_t object = 0;
    std::optional<std::size_t> script_object;
    std::size_t line = 0;
  };

  Nodes nodes;
  Edges edges;
  Locations locations;
  std::vector<TypeId> node_types;    ///< by number in the snapshot
  std::vector<EdgeKind> edge_types;  ///< by number in the snapshot
  std::uint64_t node_count = 0;
  std::uint64_t edge_count = 0;
  std::uint64_t extra_native_bytes = 0;
};

/// Parses the value of `snapshot`, which begins at `place`. Throws an Error if it lacks what a reader needs.
Layout parse_layout(const std::string& text, const FilePlace& place);

}  // namespace heapgraph::v8
