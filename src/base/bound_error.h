// SPDX-License-Identifier: MIT
// The error for input that exceeds a bound.
#pragma once

#include <string_view>

#include "heapgraph/error.h"

namespace heapgraph {

/// Error for input that exceeds one of `Bounds`; `name` is the name of the bound in `--max`. A place without
/// a file belongs to no file.
Error beyond_bound(const FilePlace& place, std::string_view problem, std::string_view name);

}  // namespace heapgraph
