// SPDX-License-Identifier: MIT
// Notices: what a person should know besides the result.
#pragma once

#include <vector>

#include "analyze/asked_dumps.h"
#include "graph/identity.h"
#include "heapgraph/analyze.h"

namespace heapgraph {

/// Notices of an answer in the order in which they are printed; those about limits come last. `matching`
/// is that of the last dump with the first, `is_reached` is of the dump that is shown. O(objects).
std::vector<Notice> notices_of(const Plan& plan, const AskedDumps& dumps, const Matching& matching,
                               const std::vector<bool>& is_reached, const Analysis& analysis);

}  // namespace heapgraph
