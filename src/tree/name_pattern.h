// SPDX-License-Identifier: MIT
// Generalisation of names that differ only in ids.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heapgraph {

/// Pattern of all names that differ from this one in ids alone, with `*` for each id: `entity_*` for
/// `entity_17`, `session/*` for `session/0f8fad5b-d9cb-469f-a165-70867728950e`. Nothing if the name has no
/// id. Ids are numbers with their signs and fractions, hexadecimal numbers and UUIDs. The line of a place
/// in source (`game.luau:23:update`) is no id, nor is anything else in such a name. O(length).
std::optional<std::string> generalised_name(std::string_view name);

/// True for the name of a place in source: `SOURCE:LINE:NAME`, or `SOURCE:LINE` if the source looks like a
/// file or a chunk. O(length).
bool is_place_in_source(std::string_view name);

/// True if an id of the name is so long that a person would not have chosen it: a number of four digits
/// or more, a hexadecimal number or a UUID.
bool has_long_id(std::string_view name);

}  // namespace heapgraph
