// SPDX-License-Identifier: MIT
// The types of Luau's objects and the kinds of references between them, as positions in Luau's vocabulary.
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
inline constexpr TypeId unknown{10};  ///< a type that only newer VMs write
}  // namespace types

/// Names of the types in a dump.
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
inline constexpr EdgeKind array_item{3};           // an item of the array part of a table
inline constexpr EdgeKind metatable{4};            // the metatable of a table or userdata
inline constexpr EdgeKind env{5};                  // the environment of a function or thread
inline constexpr EdgeKind proto{6};                // the proto of a function
inline constexpr EdgeKind upvalue{7};              // an upvalue of a function
inline constexpr EdgeKind stack_slot{8};           // an unnamed slot of a thread's stack
inline constexpr EdgeKind stack_frame{9};          // the slot of a function, with which a frame begins
inline constexpr EdgeKind stack_local{10};         // a slot with a local variable
inline constexpr EdgeKind constant{11};            // a constant of a proto
inline constexpr EdgeKind nested_proto{12};        // a proto defined in a proto
inline constexpr EdgeKind captured{13};            // the value of an upvalue object
inline constexpr EdgeKind super{14};               // the superclass of a class
inline constexpr EdgeKind class_member{15};        // a name or a static member of a class
inline constexpr EdgeKind instance_metatable{16};  // the metatable of the instances of a class
inline constexpr EdgeKind member_offsets{17};      // the table of member offsets of a class
inline constexpr EdgeKind class_of{18};            // the class of an object
inline constexpr EdgeKind member{19};              // the value of a member of an object
// References that a dump does not list:
inline constexpr EdgeKind source_text{20};  // the string with the source of a proto
inline constexpr EdgeKind name_text{21};    // the string with the name of a class or of a proto's functions
}  // namespace edges

}  // namespace heapgraph::luau
