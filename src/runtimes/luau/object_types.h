// SPDX-License-Identifier: MIT
// What a dump calls each type.
#pragma once

#include <array>
#include <string_view>

#include "heapgraph/snapshot.h"

namespace heapgraph {

/// In the order of `ObjectType`.
inline constexpr std::array<std::string_view, object_type_count> object_type_names = {
    "string",  "table",  "function", "userdata", "thread", "proto",
    "upvalue", "buffer", "class",    "object",   "unknown"};

inline ObjectType type_named(std::string_view name) {
  for (std::size_t i = 0; i + 1 < object_type_count; ++i) {
    if (object_type_names[i] == name) return static_cast<ObjectType>(i);
  }
  return ObjectType::unknown;
}

}  // namespace heapgraph
