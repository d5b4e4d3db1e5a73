// SPDX-License-Identifier: MIT
// The names that the walk gives to references which have none in the dump.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "heap/names.h"

namespace heapgraph::edge_names {

/// Every snapshot interns these first, so that their ids are the same everywhere.
inline constexpr std::array<std::string_view, 8> texts = {"",        "__env",   "__proto", "__meta",
                                                          "__stack", "__super", "__class", "__mode"};

inline constexpr NameId empty{0};
inline constexpr NameId env{1};
inline constexpr NameId proto{2};
inline constexpr NameId meta{3};
inline constexpr NameId stack{4};
inline constexpr NameId super{5};
inline constexpr NameId class_of{6};
/// Not an edge: the key in a metatable that makes its tables weak.
inline constexpr NameId mode{7};

}  // namespace heapgraph::edge_names
