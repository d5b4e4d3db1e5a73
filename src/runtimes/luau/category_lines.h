// SPDX-License-Identifier: MIT
// The end of a dump, where the VM writes the names of memory categories as they are.
#pragma once

#include <string>
#include <string_view>

#include "runtimes/luau/damage.h"

namespace heapgraph::luau {

struct RepairedCategories {
  std::string text;
  Damage damage;  ///< raw names; the first line counts from 0 at the start of the text
};

/// Escapes the names in lines like `"129":{"name":"Player", "size":193652},` that hold quotes, backslashes or
/// bytes that are not UTF-8. Everything else stays as it is.
RepairedCategories repair_category_names(std::string_view text);

}  // namespace heapgraph::luau
