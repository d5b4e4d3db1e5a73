// SPDX-License-Identifier: MIT
// What a reference without a name of its own is called.
#pragma once

#include <string_view>

#include "heapgraph/snapshot.h"

namespace heapgraph {

constexpr std::string_view name_of_step(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::table_key:
      return "key";
    case EdgeKind::stack_slot:
      return "stack";
    case EdgeKind::constant:
      return "constant";
    case EdgeKind::proto:
    case EdgeKind::nested_proto:
      return "proto";
    case EdgeKind::captured:
      return "value";
    case EdgeKind::class_member:
    case EdgeKind::member:
    case EdgeKind::member_offsets:
      return "member";
    default:
      return "[?]";
  }
}

}  // namespace heapgraph
