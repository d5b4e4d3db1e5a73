// SPDX-License-Identifier: MIT
// The option `--max`, which sets a bound by name.
#pragma once

#include <string>
#include <string_view>

#include "heapgraph/bounds.h"

namespace heapgraph {

/// Sets the bound that `NAME=NUMBER` names. Throws an Error if the text is no such thing.
void set_bound(Bounds& bounds, std::string_view text);

/// Names of all bounds, separated by commas.
std::string names_of_bounds();

}  // namespace heapgraph
