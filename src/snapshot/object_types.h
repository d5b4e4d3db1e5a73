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

}  // namespace heapgraph
