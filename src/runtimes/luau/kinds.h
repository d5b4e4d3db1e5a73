// SPDX-License-Identifier: MIT
// The types of Luau's objects and the kinds of references between them: positions in Luau's vocabulary.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "heapgraph/snapshot.h"

namespace heapgraph::luau {

namespace types {
inline constexpr TypeId string{0};
inline constexpr TypeId table{1};
inline constexpr TypeId function{2};
inline constexpr TypeId userdata{3};
inline constexpr TypeId thread{4};
inline constexpr TypeId proto{5};
inline constexpr TypeId upvalue{6};
inline constexpr TypeId buffer{7};
inline constexpr TypeId class_type{8};
inline constexpr TypeId object{9};
inline constexpr TypeId unknown{10};  ///< a type that a newer VM may write
}  // namespace types

/// What a dump calls each type.
inline constexpr std::array<std::string_view, 11> type_names = {"string", "table",  "function", "userdata",
                                                                "thread", "proto",  "upvalue",  "buffer",
                                                                "class",  "object", "unknown"};

inline TypeId type_named(std::string_view name) {
  for (std::size_t i = 0; i + 1 < type_names.size(); ++i) {
    if (type_names[i] == name) return static_cast<TypeId>(i);
  }
  return types::unknown;
}

namespace edges {
inline constexpr EdgeKind table_key{0};            // the key of a pair
inline constexpr EdgeKind table_field{1};          // the value under a string key
inline constexpr EdgeKind table_value{2};          // the value under any other key
inline constexpr EdgeKind array_item{3};           // in the array part of a table
inline constexpr EdgeKind metatable{4};            // of a table or userdata
inline constexpr EdgeKind env{5};                  // of a function or thread
inline constexpr EdgeKind proto{6};                // of a function
inline constexpr EdgeKind upvalue{7};              // of a function
inline constexpr EdgeKind stack_slot{8};           // an unnamed slot of a thread's stack
inline constexpr EdgeKind stack_frame{9};          // the slot of a function, with which a frame begins
inline constexpr EdgeKind stack_local{10};         // a slot with a local variable
inline constexpr EdgeKind constant{11};            // of a proto
inline constexpr EdgeKind nested_proto{12};        // of a proto
inline constexpr EdgeKind captured{13};            // the value an upvalue object holds
inline constexpr EdgeKind super{14};               // of a class
inline constexpr EdgeKind class_member{15};        // names and static members of a class
inline constexpr EdgeKind instance_metatable{16};  // of a class
inline constexpr EdgeKind member_offsets{17};      // of a class
inline constexpr EdgeKind class_of{18};            // of an object
inline constexpr EdgeKind member{19};              // of an object
}  // namespace edges

}  // namespace heapgraph::luau
