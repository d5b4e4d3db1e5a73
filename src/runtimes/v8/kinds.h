// SPDX-License-Identifier: MIT
// The types of V8's nodes and the kinds of references between them, as positions in V8's vocabulary.
#pragma once

#include <array>
#include <string_view>

#include "heapgraph/snapshot.h"

namespace heapgraph::v8 {

namespace types {
inline constexpr TypeId hidden{0};
inline constexpr TypeId array{1};
inline constexpr TypeId string{2};
inline constexpr TypeId object{3};
inline constexpr TypeId code{4};
inline constexpr TypeId closure{5};
inline constexpr TypeId regexp{6};
inline constexpr TypeId number{7};
inline constexpr TypeId native{8};
inline constexpr TypeId synthetic{9};
inline constexpr TypeId concatenated_string{10};
inline constexpr TypeId sliced_string{11};
inline constexpr TypeId symbol{12};
inline constexpr TypeId bigint{13};
inline constexpr TypeId object_shape{14};
inline constexpr TypeId wasm_object{15};
inline constexpr TypeId unknown{16};  ///< a type that only newer engines write
}  // namespace types

/// Names of the types in a snapshot.
inline constexpr std::array<std::string_view, 17> type_names_of_v8 = {"hidden",
                                                                      "array",
                                                                      "string",
                                                                      "object",
                                                                      "code",
                                                                      "closure",
                                                                      "regexp",
                                                                      "number",
                                                                      "native",
                                                                      "synthetic",
                                                                      "concatenated string",
                                                                      "sliced string",
                                                                      "symbol",
                                                                      "bigint",
                                                                      "object shape",
                                                                      "wasm object",
                                                                      "unknown"};

namespace edges {
inline constexpr EdgeKind variable{0};         // a variable of a context, which closures share
inline constexpr EdgeKind element{1};          // an item of an array
inline constexpr EdgeKind property{2};         // a property of an object
inline constexpr EdgeKind internal{3};         // a named field that programs do not see
inline constexpr EdgeKind plumbing{4};         // a field that is one thing with its object to a program
inline constexpr EdgeKind hidden{5};           // a field without a name
inline constexpr EdgeKind shortcut{6};         // a reference that others imply
inline constexpr EdgeKind weak{7};             // a reference that keeps nothing alive
inline constexpr EdgeKind value_under_key{8};  // a value in a WeakMap, from its key
inline constexpr EdgeKind value_in_table{9};   // the same value, from the table of the WeakMap
inline constexpr EdgeKind prototype{10};       // the prototype of an object
inline constexpr EdgeKind map_value{11};       // a value in a Map; the reference before it leads to the key
inline constexpr EdgeKind map_entry{12};       // a value in a Map whose key is no node
inline constexpr EdgeKind set_element{13};     // an element of a Set
inline constexpr EdgeKind by_symbol{14};       // a property whose key is a symbol
inline constexpr EdgeKind map_key{15};         // a key in a Map
inline constexpr EdgeKind embedder_field{16};  // what an object of the embedder refers to
inline constexpr EdgeKind embedder_store{17};  // the array of a collection of the embedder
}  // namespace edges

/// Advice for errors.
inline constexpr const char* advice_for_cut = "the snapshot was cut short or changed: make it again";
inline constexpr const char* advice_for_changed = "the snapshot was changed: make it again";

}  // namespace heapgraph::v8
