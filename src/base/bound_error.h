// SPDX-License-Identifier: MIT
// The error for input that exceeds a bound.
#pragma once

#include <string_view>

#include "heapgraph/error.h"

namespace heapgraph {

/// Error for what exceeds a bound of `Bounds`; `name` is what `--max` calls the bound.
Error beyond_bound(const FilePlace& place, std::string_view problem, std::string_view name);

}  // namespace heapgraph
