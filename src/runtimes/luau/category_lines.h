// SPDX-License-Identifier: MIT
// The repair of the category names at the end of a dump, which the VM writes without escapes.
#pragma once

#include <string>
#include <string_view>

#include "runtimes/luau/damage.h"

namespace heapgraph::luau {

/// The end of a dump with its category names escaped.
struct RepairedCategories {
  std::string text;
  Damage damage;  ///< counts raw names; `first_line` counts from 0 at the start of the text
};

/// Escapes the names in lines like `"129":{"name":"Player", "size":193652},` that hold quotes, backslashes
/// or bytes that are not UTF-8. Everything else stays as it is. O(length).
RepairedCategories repair_category_names(std::string_view text);

}  // namespace heapgraph::luau
