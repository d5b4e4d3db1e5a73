// SPDX-License-Identifier: MIT
// Whether the increases of a place over a series fall towards zero.
#pragma once

#include <cstdint>
#include <span>

namespace heapgraph {

/// True if the increases of a place, interval by interval, fall towards zero: the last one is at most one
/// twentieth of the largest, or each is at most three quarters of the one before and the last less than half
/// of the first, of two increases at most two fifths.
bool is_saturating(std::span<const std::int64_t> increases);

}  // namespace heapgraph
